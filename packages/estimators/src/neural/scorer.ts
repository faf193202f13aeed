import type { Engine, NdArray, Pairs, RowPairs } from '@minebench/core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { gatherRows } from './gather-rows.ts';
import type { Model } from './model.ts';
import { pairValues } from './network-values.ts';
import { nameParameters, splitParameters } from './parameter-layout.ts';

/** Pairs scored by one step, and steps by one call: what bounds the memory of an evaluation, whatever its size. */
const BLOCK = 1024;
const BLOCKS_PER_CALL = 16;

/** What a critic, and its bound's own networks, give for pairs. */
export interface PairValues {
  /** t, `[rows]`. */
  readonly scores: Float32Array;
  /** The bound's own values by name, `[rows]` each. */
  readonly own: Readonly<Record<string, Float32Array>>;
}

/** Values of any number of pairs with a critic's current weights. */
export interface Scorer {
  values(params: NdArray, pairs: Pairs, rows: RowPairs): Promise<PairValues>;
  dispose(): Promise<void>;
}

const SCORES = 'scores';
const OWN = 'own.';

export async function createScorer(engine: Engine, model: Model): Promise<Scorer> {
  const { critic, layout, dimX, dimY } = model;
  const program = await engine.compile(
    (_, data, batch) => {
      const params = nameParameters(layout, splitParameters(layout, data.params as Tensor1D));
      const { scores, own } = pairValues(model, params, batch.x as Tensor2D, batch.y as Tensor2D);
      const named = Object.entries(own).map(([name, values]) => [OWN + name, values]);
      return { state: {}, outputs: { [SCORES]: scores, ...Object.fromEntries(named) } };
    },
    {
      state: {},
      data: { params: { dtype: 'float32', shape: [layout.total] } },
      batch: { x: { dtype: 'float32', shape: [BLOCK, dimX] }, y: { dtype: 'float32', shape: [BLOCK, dimY] } },
    },
    { subject: `critic ${critic.id}` },
  );
  return {
    async values(params, pairs, { rowsX, rowsY }) {
      const count = rowsX.length;
      const all: Record<string, Float32Array> = { [SCORES]: new Float32Array(count) };
      for (let start = 0; start < count; start += BLOCK * BLOCKS_PER_CALL) {
        const size = Math.min(BLOCK * BLOCKS_PER_CALL, count - start);
        const blocks = Math.ceil(size / BLOCK);
        const batch = {
          x: gatherRows(pairs.x, dimX, rowsX.subarray(start, start + size), blocks, BLOCK),
          y: gatherRows(pairs.y, dimY, rowsY.subarray(start, start + size), blocks, BLOCK),
        };
        const { outputs } = await program.run({}, { data: { params }, batch }, blocks);
        for (const [name, { data }] of Object.entries(outputs)) {
          all[name] ??= new Float32Array(count);
          all[name].set((data as Float32Array).subarray(0, size), start);
        }
      }
      const { [SCORES]: scores, ...own } = all;
      return {
        scores,
        own: Object.fromEntries(Object.entries(own).map(([name, values]) => [name.slice(OWN.length), values])),
      };
    },
    dispose: () => program.dispose(),
  };
}
