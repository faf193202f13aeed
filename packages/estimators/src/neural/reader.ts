import {
  type Bound,
  type Engine,
  InputError,
  mean,
  type NdArray,
  type ProductBound,
  type Reading,
} from '@minebench/core';
import { type BlockReader, createBlockReader, readBlocks } from './block-reader.ts';
import type { HeldOut } from './held-out.ts';
import type { Model } from './model.ts';
import { boundValue, freeConstant, type HeldOutValues, readPairs } from './pair-reading.ts';
import { createScorer, type Scorer } from './scorer.ts';

/** A bound's value in nats on a held-out part, and what selection maximises. */
export interface Look {
  readonly nats: number;
  readonly criterion: number;
  /** log E_Q e^t on its references, where it has some. */
  readonly constant?: number | undefined;
}

/** Reads the trained bound, and others on the same critic, on held-out parts. */
export interface Reader {
  /** The trained bound on a part. */
  look(params: NdArray, part: HeldOut): Promise<Look>;
  /** Every bound on a part, the trained one first. */
  read(params: NdArray, part: HeldOut): Promise<readonly (readonly [string, Reading])[]>;
  dispose(): Promise<void>;
}

const isProduct = (bound: Bound): bound is ProductBound => bound.references === 'product';

/**
 * @param blockSize - K, the rows of a block on which a bound on a batch's product is read
 * @throws InputError where a readout needs networks that train with it
 */
export async function createReader(
  engine: Engine,
  model: Model,
  readouts: readonly Bound[],
  blockSize: number,
): Promise<Reader> {
  for (const bound of readouts) requireReadable(bound, model.bound);
  const bounds = [model.bound, ...readouts];
  const onBlocks = bounds.filter(isProduct);
  const scorer = onBlocks.length < bounds.length ? await createScorer(engine, model) : undefined;
  const blocks = onBlocks.length > 0 ? await createBlockReader(engine, model, onBlocks, blockSize) : undefined;
  return {
    async look(params, part) {
      if (!isProduct(model.bound)) {
        const values = await valuesOn(scorer!, params, part, model.bound);
        return { ...boundValue(model.bound, values), constant: freeConstant(values) };
      }
      const { estimates, criteria } = (await blocks!.values(params, part))[model.bound.id];
      return { nats: mean(estimates), criterion: mean(criteria) };
    },
    read: (params, part) => readAll(bounds, scorer, blocks, params, part),
    async dispose() {
      await scorer?.dispose();
      await blocks?.dispose();
    },
  };
}

async function readAll(
  bounds: readonly Bound[],
  scorer: Scorer | undefined,
  blocks: BlockReader | undefined,
  params: NdArray,
  part: HeldOut,
): Promise<readonly (readonly [string, Reading])[]> {
  const pairBound = bounds.find((bound) => !isProduct(bound) && bound.references !== 'none') ?? bounds[0];
  const pairs = scorer ? await valuesOn(scorer, params, part, pairBound) : undefined;
  const onBlocks = blocks ? await blocks.values(params, part) : undefined;
  return bounds.map((bound) => [
    bound.id,
    isProduct(bound) ? readBlocks(onBlocks![bound.id].estimates) : readPairs(bound, pairs!, part),
  ]);
}

async function valuesOn(scorer: Scorer, params: NdArray, part: HeldOut, bound: Bound): Promise<HeldOutValues> {
  const joint = await scorer.values(params, part.pairs, part.joint);
  if (bound.references === 'none') return { joint };
  return { joint, reference: await scorer.values(params, part.referencePairs, part.reference) };
}

/** A readout sees the trained critic's scores on the trained bound's references, and nothing else. */
function requireReadable(readout: Bound, trained: Bound): void {
  const needs = readout.critic || readout.init ? 'has networks of its own, which train with it' : undefined;
  const references = (bound: Bound) => (bound.references === 'uniform' ? 'uniform' : 'sample');
  const differs =
    references(readout) !== references(trained) ? `is read on other references than ${trained.id}` : undefined;
  const problem = needs ?? differs;
  if (!problem) return;
  throw new InputError({ argument: 'readouts', value: readout.id, problem, remedy: 'train it as a bound of its own' });
}
