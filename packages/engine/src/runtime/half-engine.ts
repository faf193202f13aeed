import { productsInHalf } from '../graph/half-products.ts';
import { type GraphRuntime, type RecordedEngine, recordedEngine } from './recorded-engine.ts';

/** What the id of an engine ends with, or has before `+vmap`, whose matrix products are in half precision. */
export const HALF = '+half';

/** The same engine with matrix products in half precision, everything else in single: see `productsInHalf`. */
export function halfEngine({ id, runtime, compile: _, ...about }: RecordedEngine): RecordedEngine {
  const half: GraphRuntime = {
    compile: (step, example, names) => runtime.compile(productsInHalf(step), example, names),
  };
  return { ...about, ...recordedEngine(id + HALF, half) };
}
