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
  const body = writableStep(step);
  const stateNames = Object.keys(step.state);
  const outputNames = Object.keys(step.outputs);
  const ticking = Object.keys(step.batch).length === 0;

  const writeBody = (pbf: PbfWriter) => {
    body.writeNodes(pbf);
    pbf.writeStringField(2, 'step');
    for (const name of stateNames) pbf.writeMessage(11, writeValueInfo, info(`s.${name}`, step.state[name]));
    for (const [name, value] of Object.entries(step.batch)) {
      pbf.writeMessage(11, writeValueInfo, info(`b.${name}`, value));
    }
    if (ticking) pbf.writeMessage(11, writeValueInfo, { name: 'tick', type: ONNX_TYPE.bool, shape: [] });
    body.writeResults(pbf);
  };

  return encodeModel((pbf) => {
    pbf.writeMessage(1, writeScan, {
      carried: stateNames.map(modelNames.state),
      scanned: ticking ? [modelNames.ticks] : Object.keys(step.batch).map(modelNames.batch),
      outputs: [...stateNames.map(modelNames.nextState), ...outputNames.map(modelNames.output)],
      body: writeBody,
    });
    pbf.writeStringField(2, 'minebench');
    body.writeConstants(pbf);
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
  });
}

/** Names of a step model's inputs and outputs: those inside the body of a `Scan`. */
export const stepNames = {
  state: (name: string) => `s.${name}`,
  data: modelNames.data,
  batch: (name: string) => `b.${name}`,
  nextState: (name: string) => `n.${name}`,
  output: (name: string) => `o.${name}`,
};

/**
 * A recorded step as an ONNX model of one step, for a runtime that has no `Scan` where its kernels are. Nodes that are picked out have names, which
 * are given back.
 */
export function encodeStepModel(
  step: StepGraph,
  pick: (node: GraphNode) => boolean = () => false,
): { readonly model: Uint8Array; readonly picked: readonly string[] } {
  const picked: string[] = [];
  const body = writableStep(step, (node) => {
    if (!pick(node)) return undefined;
    picked.push(`picked.${picked.length}`);
    return picked[picked.length - 1];
  });
  const model = encodeModel((pbf) => {
    body.writeNodes(pbf);
    pbf.writeStringField(2, 'minebench');
    body.writeConstants(pbf);
    for (const kind of ['state', 'data', 'batch'] as const) {
      for (const [name, value] of Object.entries(step[kind]))
        pbf.writeMessage(11, writeValueInfo, info(stepNames[kind](name), value));
    }
    body.writeResults(pbf);
  });
  return { model, picked };
}

/** The parts of a recorded step as messages of a graph: nodes, constants, and what it hands out. */
function writableStep(step: StepGraph, titleOf: (node: GraphNode) => string | undefined = () => undefined) {
  const { graph } = step;
  const results = [...Object.values(step.nextState), ...Object.values(step.outputs)];
  const summed = sumRowsByProducts(graph, liveNodes(graph.nodes, results));
  const nodes = liveNodes(fuseBias(summed, results), results);
  const names = new Map<number, string>();
  for (const [name, value] of Object.entries(step.state)) names.set(value.id, stepNames.state(name));
  for (const [name, value] of Object.entries(step.data)) names.set(value.id, stepNames.data(name));
  for (const [name, value] of Object.entries(step.batch)) names.set(value.id, stepNames.batch(name));
  // A computed value that is one result takes the result's name; only what is passed through, or handed out twice, needs a copy.
  const resultNames = [
    ...Object.entries(step.nextState).map(([name, value]) => [stepNames.nextState(name), value] as const),
    ...Object.entries(step.outputs).map(([name, value]) => [stepNames.output(name), value] as const),
  ];
  for (const [name, value] of resultNames) {
    if (value.producer && !names.has(value.id)) names.set(value.id, name);
  }
  const nameOf = (value: Value) => names.get(value.id) ?? `v${value.id}`;
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...results]);
  const constants = [...used].filter((value) => value.constant !== undefined);

  return {
    writeNodes(pbf: PbfWriter) {
      for (const node of nodes) pbf.writeMessage(1, writeNode, namedNode(node, nameOf, titleOf(node)));
      const copy = (from: string, to: string) =>
        pbf.writeMessage(1, writeNode, { op: 'Identity', inputs: [from], outputs: [to], attributes: {} });
      for (const [name, value] of resultNames) if (nameOf(value) !== name) copy(nameOf(value), name);
    },
    writeConstants(pbf: PbfWriter) {
      for (const value of constants) {
        pbf.writeMessage(5, writeTensor, {
          name: nameOf(value),
          type: ONNX_TYPE[value.type],
          shape: value.shape,
          bytes: constantBytes(value),
        });
      }
    },
    writeResults(pbf: PbfWriter) {
      for (const [name, value] of resultNames) pbf.writeMessage(12, writeValueInfo, info(name, value));
    },
  };
}

function encodeModel(writeGraph: (pbf: PbfWriter) => void): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'minebench');
  pbf.writeMessage(7, (_: unknown, writer: PbfWriter) => writeGraph(writer), null);
  pbf.writeMessage(8, (version: number, writer: PbfWriter) => writer.writeVarintField(2, version), OPSET);
  return pbf.finish();
}

const info = (name: string, value: Value): ValueInfo => ({ name, type: ONNX_TYPE[value.type], shape: value.shape });
const stacked = (name: string, value: Value): ValueInfo => ({ ...info(name, value), shape: [STEPS, ...value.shape] });

const namedNode = (node: GraphNode, nameOf: (value: Value) => string, name: string | undefined): NamedNode => ({
  ...(name === undefined ? {} : { name }),
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
