import { encodeScanModel, recordStep, tf } from '@minebench/engine';
import { InferenceSession } from 'onnxruntime-node';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { jointNetwork, trainingStep } from '../support/training-step.ts';

/** What a reader of onnx.proto finds: the operators of the scan's body, the graph around it, and the operator set. */
interface Decoded {
  readonly irVersion: number;
  readonly opset: number;
  readonly outer: readonly Node[];
  readonly body: readonly Node[];
}

interface Node {
  op: string;
  inputs: number;
}

/** Field numbers of ModelProto, GraphProto, NodeProto and AttributeProto. */
function decode(bytes: Uint8Array): Decoded {
  const found = { irVersion: 0, opset: 0, outer: [] as Node[], body: [] as Node[] };
  const readAttribute = (tag: number, _: unknown, pbf: PbfReader) => {
    if (tag === 6) pbf.readMessage(readGraph, found.body);
  };
  const readNode = (tag: number, node: Node, pbf: PbfReader) => {
    if (tag === 1) node.inputs++;
    if (tag === 4) node.op = pbf.readString();
    if (tag === 5) pbf.readMessage(readAttribute, null);
  };
  const readGraph = (tag: number, nodes: Node[], pbf: PbfReader) => {
    if (tag === 1) nodes.push(pbf.readMessage(readNode, { op: '', inputs: 0 }));
  };
  const readOpset = (tag: number, _: unknown, pbf: PbfReader) => {
    if (tag === 2) found.opset = pbf.readVarint();
  };
  new PbfReader(bytes).readFields((tag: number, _: unknown, pbf: PbfReader) => {
    if (tag === 1) found.irVersion = pbf.readVarint();
    if (tag === 7) pbf.readMessage(readGraph, found.outer);
    if (tag === 8) pbf.readMessage(readOpset, null);
  }, null);
  return found;
}

/** The step of a critic with two hidden layers, Donsker and Varadhan's bound and Adam, as it is now. More means that something no longer folds or fuses. */
const MOST_NODES = 77;

const training = {
  network: jointNetwork(2, 16, (x) => tf.relu(x)),
  optimizer: 'adam',
  dim: 2,
  pool: 50,
  batch: 8,
} as const;

describe('the ONNX model of a training step', () => {
  const { step, example } = trainingStep(training);
  const bytes = encodeScanModel(recordStep(step, example));
  const model = decode(bytes);

  it('is one scan', () => {
    expect(model.outer.map(({ op }) => op)).toEqual(['Scan']);
    expect(model).toMatchObject({ irVersion: 8, opset: 18 });
  });

  it('is loaded by ONNX Runtime, with inputs and outputs by name', async () => {
    const session = await InferenceSession.create(bytes);
    const state = ['weights', 'mean', 'square', 'decay1', 'decay2'];
    expect([...session.inputNames].sort()).toEqual(
      [...state.map((name) => `state.${name}`), 'data.x', 'data.y', 'batch.x', 'batch.y'].sort(),
    );
    expect([...session.outputNames].sort()).toEqual(
      [...state.map((name) => `next.${name}`), 'output.bound', 'output.scores'].sort(),
    );
    await session.release();
  });

  it('stays small: what the graph folds, shares and fuses shows in its number of nodes', () => {
    expect(model.body.length).toBeLessThanOrEqual(MOST_NODES);
  });

  it('starts every layer from its bias', () => {
    // Backward, a layer has two products, the first but one: the input is not differentiated. A third adds up the rows of its bias's gradient.
    const products = model.body.filter(({ op }) => op === 'Gemm').map(({ inputs }) => inputs);
    expect(products.sort()).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3]);
  });

  it('is the same bytes each time', () => {
    const again = trainingStep(training);
    expect(Buffer.from(encodeScanModel(recordStep(again.step, again.example))).equals(bytes)).toBe(true);
  });

  it('does not grow with the number of rows', () => {
    const larger = trainingStep({ ...training, pool: 5000, batch: 512 });
    expect(decode(encodeScanModel(recordStep(larger.step, larger.example))).body).toEqual(model.body);
  });
});
