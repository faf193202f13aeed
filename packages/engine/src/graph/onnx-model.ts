import { PbfWriter } from 'pbf';
import { fuseBias } from './fuse-bias.ts';
import type { Graph, GraphNode, Value } from './graph.ts';
import { liveNodes } from './graph.ts';
import { type NamedNode, type ValueInfo, writeNode, writeScan, writeTensor, writeValueInfo } from './onnx-proto.ts';
import { ONNX_TYPE } from './rewrite.ts';
import { sumRowsByProducts } from './sum-rows.ts';

/** Operator set and file format that the recorder writes: the first with `ReduceSum` axes as inputs everywhere and `ScatterND` sums. */
const OPSET = 18;
const IR_VERSION = 8;
const STEPS = 'steps';

/** One recorded step: which graph values are its inputs and its results, by name. */
export interface StepGraph {
  readonly graph: Graph;
  readonly state: Readonly<Record<string, Value>>;
  readonly data: Readonly<Record<string, Value>>;
  readonly batch: Readonly<Record<string, Value>>;
  readonly nextState: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
}

/** Names of the model's inputs and outputs. */
export const modelNames = {
  /** [steps] of no meaning: what a step without batch inputs is counted by. */
  ticks: 'ticks',
  state: (name: string) => `state.${name}`,
  data: (name: string) => `data.${name}`,
  batch: (name: string) => `batch.${name}`,
  nextState: (name: string) => `next.${name}`,
  output: (name: string) => `output.${name}`,
};

/**
 * Wraps a recorded step into an ONNX model that runs any number of steps in one call: a `Scan` whose carried values are the state, whose body sees
 * the step's slice of every batch input, and whose outputs are stacked over steps. A `Loop` would gather the slices by nodes of its body and join
 * the outputs at the end: a tenth slower for a small critic.
 */
export function encodeScanModel(step: StepGraph): Uint8Array {
  const { graph } = step;
  const results = [...Object.values(step.nextState), ...Object.values(step.outputs)];
  const summed = sumRowsByProducts(graph, liveNodes(graph.nodes, results));
  const nodes = liveNodes(fuseBias(summed, results), results);
  const names = new Map<number, string>();
  for (const [name, value] of Object.entries(step.state)) names.set(value.id, `s.${name}`);
  for (const [name, value] of Object.entries(step.data)) names.set(value.id, modelNames.data(name));
  for (const [name, value] of Object.entries(step.batch)) names.set(value.id, `b.${name}`);
  // A computed value that is one result takes the result's name; only what is passed through, or handed out twice, needs a copy.
  const resultNames = [
    ...Object.entries(step.nextState).map(([name, value]) => [`n.${name}`, value] as const),
    ...Object.entries(step.outputs).map(([name, value]) => [`o.${name}`, value] as const),
  ];
  for (const [name, value] of resultNames) {
    if (value.producer && !names.has(value.id)) names.set(value.id, name);
  }
  const nameOf = (value: Value) => names.get(value.id) ?? `v${value.id}`;

  const used = new Set([...nodes.flatMap((node) => node.inputs), ...results]);
  const constants = [...used].filter((value) => value.constant !== undefined);
  const stateNames = Object.keys(step.state);
  const outputNames = Object.keys(step.outputs);
  const ticking = Object.keys(step.batch).length === 0;

  const body = (pbf: PbfWriter) => {
    for (const node of nodes) pbf.writeMessage(1, writeNode, namedNode(node, nameOf));
    const copy = (from: string, to: string) =>
      pbf.writeMessage(1, writeNode, { op: 'Identity', inputs: [from], outputs: [to], attributes: {} });
    for (const [name, value] of resultNames) if (nameOf(value) !== name) copy(nameOf(value), name);
    pbf.writeStringField(2, 'step');
    for (const name of stateNames) pbf.writeMessage(11, writeValueInfo, info(`s.${name}`, step.state[name]));
    for (const [name, value] of Object.entries(step.batch)) {
      pbf.writeMessage(11, writeValueInfo, info(`b.${name}`, value));
    }
    if (ticking) pbf.writeMessage(11, writeValueInfo, { name: 'tick', type: ONNX_TYPE.bool, shape: [] });
    for (const name of stateNames) pbf.writeMessage(12, writeValueInfo, info(`n.${name}`, step.nextState[name]));
    for (const name of outputNames) pbf.writeMessage(12, writeValueInfo, info(`o.${name}`, step.outputs[name]));
  };

  const main = (_: unknown, pbf: PbfWriter) => {
    pbf.writeMessage(1, writeScan, {
      carried: stateNames.map(modelNames.state),
      scanned: ticking ? [modelNames.ticks] : Object.keys(step.batch).map(modelNames.batch),
      outputs: [...stateNames.map(modelNames.nextState), ...outputNames.map(modelNames.output)],
      body,
    });
    pbf.writeStringField(2, 'minebench');
    for (const value of constants) {
      pbf.writeMessage(5, writeTensor, {
        name: nameOf(value),
        type: ONNX_TYPE[value.type],
        shape: value.shape,
        bytes: constantBytes(value),
      });
    }
    for (const name of stateNames) pbf.writeMessage(11, writeValueInfo, info(modelNames.state(name), step.state[name]));
    for (const [name, value] of Object.entries(step.data)) {
      pbf.writeMessage(11, writeValueInfo, info(modelNames.data(name), value));
    }
    for (const [name, value] of Object.entries(step.batch)) {
      pbf.writeMessage(11, writeValueInfo, stacked(modelNames.batch(name), value));
    }
    if (ticking) pbf.writeMessage(11, writeValueInfo, { name: modelNames.ticks, type: ONNX_TYPE.bool, shape: [STEPS] });
    for (const name of stateNames) {
      pbf.writeMessage(12, writeValueInfo, info(modelNames.nextState(name), step.nextState[name]));
    }
    for (const name of outputNames) {
      pbf.writeMessage(12, writeValueInfo, stacked(modelNames.output(name), step.outputs[name]));
    }
  };

  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'minebench');
  pbf.writeMessage(7, main, null);
  pbf.writeMessage(8, (version: number, writer: PbfWriter) => writer.writeVarintField(2, version), OPSET);
  return pbf.finish();
}

const info = (name: string, value: Value): ValueInfo => ({ name, type: ONNX_TYPE[value.type], shape: value.shape });
const stacked = (name: string, value: Value): ValueInfo => ({ ...info(name, value), shape: [STEPS, ...value.shape] });

const namedNode = (node: GraphNode, nameOf: (value: Value) => string): NamedNode => ({
  op: node.op,
  inputs: node.inputs.map(nameOf),
  outputs: node.outputs.map(nameOf),
  attributes: node.attributes,
});

function constantBytes(value: Value): Uint8Array {
  const data = value.constant!;
  if (value.type === 'int64') return new Uint8Array(BigInt64Array.from(data, BigInt).buffer);
  if (value.type === 'float64') return new Uint8Array(Float64Array.from(data).buffer);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
