import type { GraphNode, Value } from '../../graph/graph.ts';
import { axesOf, rowMajor, stridesIn } from '../nest/axes.ts';
import { Evaluation, type Loaded, leavesOf, loadSettled, type Within } from '../nest/expression.ts';
import { loopNest } from '../nest/loop-nest.ts';
import { Vectors } from '../vector/vectors.ts';
import type { Kernel, Writing } from './kernel.ts';

/** One loop that computes several values of one shape element by element, each stored once and read from its register. */
export interface ElementwiseKernel extends Kernel {
  readonly kind: 'elementwise';
  readonly nodes: readonly GraphNode[];
}

export function elementwiseKernel(nodes: readonly GraphNode[], inlined: Within): ElementwiseKernel {
  const own = new Map(nodes.map((node) => [node.outputs[0], node]));
  const within: Within = (value) => own.get(value) ?? inlined(value);
  const roots = [...own.keys()];
  const leaves = leavesOf(roots, within);
  return {
    kind: 'elementwise',
    nodes,
    reads: leaves,
    writes: roots,
    write: (writing) => write(writing, roots, leaves, within),
  };
}

function write(
  { code, hosts, addressOf }: Writing,
  roots: readonly Value[],
  leaves: readonly Value[],
  within: Within,
): void {
  const space = roots[0].shape;
  const arrays = [...leaves.map(({ shape }) => stridesIn(space, shape)), ...roots.map(() => rowMajor(space))];
  const axes = axesOf(space, arrays);
  const vector = axes.length - 1;
  const vectors = new Vectors(code, hosts);
  let loaded: Loaded = new Map();
  const start = { addresses: [...leaves, ...roots].map(addressOf), lanes: 1 };
  code.scope(() =>
    loopNest(code, axes, vector, start, (position, level, inner) => {
      const outside = loaded;
      loaded = loadSettled(code, leaves, position.addresses, axes, level, vector, outside);
      inner(position);
      if (level === axes.length) {
        const evaluation = new Evaluation(vectors, within, loaded);
        roots.forEach((root, k) => {
          const [lanes] = evaluation.of(root).parts;
          const local = 'local' in lanes ? lanes.local : storedConstant(vectors, lanes);
          code.storeLanes(position.addresses[leaves.length + k], local, position.lanes);
        });
      }
      loaded = outside;
    }),
  );
}

const storedConstant = (vectors: Vectors, lanes: Parameters<Vectors['push']>[0]): number => {
  vectors.push(lanes);
  return vectors.pop().local;
};
