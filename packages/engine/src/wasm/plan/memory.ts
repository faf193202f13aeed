import { type GraphNode, sizeOf, type Value } from '../../graph/graph.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { View } from './views.ts';

/** Buffers begin at a cache line. */
const ALIGNMENT = 64;

export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export const bytesOf = (value: Value): number => 4 * sizeOf(value.shape);

/** Where the values that kernels write stand, in bytes. */
export interface MemoryPlan {
  readonly placeOf: ReadonlyMap<Value, number>;
  /** The first byte that nothing uses. */
  readonly end: number;
}

/** A value that another one is a part of, which is written at its place there. */
interface Part {
  readonly whole: Value;
  readonly offset: number;
}

/** Operands of concatenations that can be written where they belong in the result. */
function partsOf(
  kernels: readonly Kernel[],
  concatenations: ReadonlyMap<Value, GraphNode>,
  taken: ReadonlySet<Value>,
): Map<Value, Part> {
  const written = new Set(kernels.flatMap(({ writes }) => writes));
  const parts = new Map<Value, Part>();
  for (const [whole, node] of concatenations) {
    if (!written.has(whole) || sizeOf(whole.shape.slice(0, node.attributes.ints!.axis as number)) !== 1) continue;
    let offset = 0;
    for (const input of node.inputs) {
      if (written.has(input) && !parts.has(input) && !taken.has(input) && input !== whole)
        parts.set(input, { whole, offset });
      offset += bytesOf(input);
    }
  }
  return parts;
}

/**
 * Places for the values that kernels write, first fit: memory is used again once nothing reads what stands there. What `fixed` places, stays there.
 * @param start - the first free byte
 */
export function planMemory(
  kernels: readonly Kernel[],
  results: readonly Value[],
  viewOf: (value: Value) => View,
  concatenations: ReadonlyMap<Value, GraphNode>,
  fixed: ReadonlyMap<Value, number>,
  start: number,
): MemoryPlan {
  const parts = partsOf(kernels, concatenations, new Set(fixed.keys()));
  const holderOf = (value: Value): Value => {
    const part = parts.get(value);
    return part ? holderOf(part.whole) : value;
  };
  const lifetimes = new Map<Value, { from: number; to: number }>();
  const extend = (value: Value, time: number): void => {
    const holder = holderOf(viewOf(value).root);
    const known = lifetimes.get(holder);
    lifetimes.set(
      holder,
      known ? { from: Math.min(known.from, time), to: Math.max(known.to, time) } : { from: time, to: time },
    );
  };
  kernels.forEach(({ reads, writes }, time) => {
    for (const value of [...reads, ...writes]) extend(value, time);
  });
  for (const value of results) extend(value, kernels.length);

  const placeOf = new Map(fixed);
  const held: { place: number; bytes: number; from: number; to: number }[] = [];
  let end = start;
  for (const value of kernels.flatMap(({ writes }) => writes).map(holderOf)) {
    if (placeOf.has(value)) continue;
    const bytes = aligned(bytesOf(value));
    const life = lifetimes.get(value)!;
    const rivals = held.filter(({ from, to }) => from <= life.to && life.from <= to).sort((a, b) => a.place - b.place);
    let place = start;
    for (const rival of rivals) {
      if (rival.place - place >= bytes) break;
      place = Math.max(place, rival.place + rival.bytes);
    }
    held.push({ place, bytes, ...life });
    placeOf.set(value, place);
    end = Math.max(end, place + bytes);
  }
  for (const [value, { whole, offset }] of parts) placeOf.set(value, placeWithin(whole, offset));
  return { placeOf, end };

  function placeWithin(whole: Value, offset: number): number {
    const part = parts.get(whole);
    return (part ? placeWithin(part.whole, part.offset) : placeOf.get(whole)!) + offset;
  }
}
