import { type GraphNode, sameShape, sizeOf, type Value } from '../../graph/graph.ts';
import { uniformConstant } from '../../graph/rewrite.ts';
import { StepError } from '../../step-error.ts';
import { type ElementwiseKernel, elementwiseKernel } from '../kernels/elementwise.ts';
import { indexingKernel } from '../kernels/indexing.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { matrixProductKernel } from '../kernels/matrix-product.ts';
import { movementKernel } from '../kernels/movement.ts';
import { isReduction, reductionKernel } from '../kernels/reduction.ts';
import { runningKernel } from '../kernels/running.ts';
import { operandsOf, type Within } from '../nest/expression.ts';
import { operators } from '../vector/operators.ts';
import type { View } from './views.ts';

const isElementwise = ({ op }: GraphNode): boolean => Object.hasOwn(operators, op);

/**
 * Which values are computed where they are read: those that one loop over as many elements reads and nothing else; those of float64, which never stand in memory; and
 * expansions of one known number.
 */
function inlining(nodes: readonly GraphNode[], results: ReadonlySet<Value>): Within {
  const readers = new Map<Value, GraphNode[]>();
  for (const node of nodes) {
    for (const input of new Set(operandsOf(node))) readers.set(input, [...(readers.get(input) ?? []), node]);
  }
  const inlined = new Map<Value, GraphNode>();
  for (const node of nodes) {
    if (!isElementwise(node)) continue;
    const [value] = node.outputs;
    const known = node.op === 'Expand' && uniformConstant(node.inputs[0]) !== undefined;
    const reading = readers.get(value) ?? [];
    const intoLoops = reading.every((reader) => isElementwise(reader) || isReduction(reader));
    const alone =
      reading.length === 1 && (isReduction(reading[0]) || sizeOf(reading[0].outputs[0].shape) === sizeOf(value.shape));
    if (value.type === 'float64' || (!results.has(value) && intoLoops && (known || alone))) inlined.set(value, node);
  }
  return (value) => inlined.get(value);
}

function kernelOf(node: GraphNode, inlined: Within, subject: string): Kernel {
  if (isElementwise(node)) return elementwiseKernel([node], inlined);
  if (isReduction(node)) return reductionKernel(node, inlined);
  if (node.op === 'Gemm' || node.op === 'MatMul') return matrixProductKernel(node);
  const kernel = movementKernel(node) ?? indexingKernel(node) ?? runningKernel(node);
  if (kernel) return kernel;
  throw new StepError(
    `${subject} needs the operator ${node.op}, which wasm:simd does not have; run with --engine ort:cpu`,
  );
}

/** Kernels for what the results need, in an order in which each finds what it reads; loops over equal shapes are one where nothing stands between them. */
export function planKernels(
  nodes: readonly GraphNode[],
  results: readonly Value[],
  viewOf: (value: Value) => View,
  subject: string,
): Kernel[] {
  const wanted = new Set(results.map((value) => viewOf(value).root));
  const viewed = new Set([...results, ...wanted]);
  // What is read in part or in another shape must stand in memory.
  for (const node of nodes)
    for (const input of node.inputs) if (viewOf(input).root !== input) viewed.add(viewOf(input).root);
  const inlined = inlining(nodes, viewed);
  const kernels: Kernel[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((value) => wanted.has(value))) continue;
    const kernel = kernelOf(node, inlined, subject);
    for (const value of kernel.reads) wanted.add(viewOf(value).root);
    kernels.unshift(kernel);
  }
  return schedule(kernels, viewOf, inlined);
}

const asLoop = (kernel: Kernel): ElementwiseKernel | undefined =>
  'kind' in kernel ? (kernel as ElementwiseKernel) : undefined;

const isScalar = (kernel: Kernel): boolean => asLoop(kernel) !== undefined && sizeOf(kernel.writes[0].shape) === 1;

function schedule(kernels: readonly Kernel[], viewOf: (value: Value) => View, inlined: Within): Kernel[] {
  const pending = new Set(kernels);
  const missing = new Set(kernels.flatMap(({ writes }) => writes));
  const isReady = ({ reads }: Kernel, inRegisters: readonly Value[] = []): boolean =>
    reads.every((value) => inRegisters.includes(value) || !missing.has(viewOf(value).root));
  const order: Kernel[] = [];
  while (pending.size > 0) {
    const ready = [...pending].filter((kernel) => isReady(kernel));
    // Loops last, so that as many as can be become one; single numbers, which many loops read, first.
    const next = ready.find(isScalar) ?? ready.find((kernel) => !asLoop(kernel)) ?? ready[0];
    const loop = asLoop(next);
    const chosen = loop ? fused(loop, pending, isReady, inlined) : next;
    for (const kernel of pending) {
      if (kernel.writes.every((value) => chosen.writes.includes(value))) pending.delete(kernel);
    }
    for (const value of chosen.writes) missing.delete(value);
    order.push(chosen);
  }
  return order;
}

/** A loop with all others over its shape that find what they read, in memory or in the registers of this one. */
function fused(
  first: ElementwiseKernel,
  pending: ReadonlySet<Kernel>,
  isReady: (kernel: Kernel, inRegisters: readonly Value[]) => boolean,
  inlined: Within,
): ElementwiseKernel {
  const { shape } = first.writes[0];
  let { nodes } = first;
  let values = first.writes;
  for (let grown = true; grown; ) {
    grown = false;
    for (const kernel of pending) {
      const loop = asLoop(kernel);
      if (!loop || values.includes(loop.writes[0]) || !sameShape(loop.writes[0].shape, shape)) continue;
      if (!isReady(loop, values)) continue;
      nodes = [...nodes, ...loop.nodes];
      values = [...values, ...loop.writes];
      grown = true;
    }
  }
  return nodes.length === first.nodes.length ? first : elementwiseKernel(nodes, inlined);
}
