import type { Engine, NdArray, Pairs, RowPairs } from '@minebench/core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { criticParams, type Model } from './model.ts';
import { nameParameters, splitParameters } from './parameter-layout.ts';
import { requireScores } from './require-scores.ts';

/** Pairs scored by one step, and steps by one call: what bounds the memory of an evaluation, whatever its size. */
const BLOCK = 1024;
const BLOCKS_PER_CALL = 16;

/** Scores any number of pairs with a critic's current weights. */
export interface Scorer {
  /** t at row pairs of `pairs`, `[rows]`. */
  score(params: NdArray, pairs: Pairs, rows: RowPairs): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export async function createScorer(engine: Engine, model: Model): Promise<Scorer> {
  const { critic, layout, dimX, dimY } = model;
  const program = await engine.compile(
    (_, data, batch) => {
      const params = nameParameters(layout, splitParameters(layout, data.params as Tensor1D));
      const scores = critic.score(criticParams(params), batch.x as Tensor2D, batch.y as Tensor2D);
      return { state: {}, outputs: { scores: requireScores(critic, scores, [BLOCK]) } };
    },
    {
      state: {},
      data: { params: { dtype: 'float32', shape: [layout.total] } },
      batch: { x: { dtype: 'float32', shape: [BLOCK, dimX] }, y: { dtype: 'float32', shape: [BLOCK, dimY] } },
    },
    { subject: `critic ${critic.id}` },
  );
  return {
    async score(params, pairs, { rowsX, rowsY }) {
      const count = rowsX.length;
      const scores = new Float32Array(count);
      for (let start = 0; start < count; start += BLOCK * BLOCKS_PER_CALL) {
        const size = Math.min(BLOCK * BLOCKS_PER_CALL, count - start);
        const blocks = Math.ceil(size / BLOCK);
        const batch = {
          x: gathered(pairs.x, dimX, rowsX.subarray(start, start + size), blocks),
          y: gathered(pairs.y, dimY, rowsY.subarray(start, start + size), blocks),
        };
        const { outputs } = await program.run({}, { data: { params }, batch }, blocks);
        scores.set((outputs.scores.data as Float32Array).subarray(0, size), start);
      }
      return scores;
    },
    dispose: () => program.dispose(),
  };
}

/** Rows of a matrix as whole blocks; the last block is filled up with zeros, whose scores are dropped. */
function gathered(values: Float64Array, dim: number, rows: Int32Array, blocks: number): NdArray {
  const data = new Float32Array(blocks * BLOCK * dim);
  for (let k = 0; k < rows.length; k++) {
    const from = rows[k] * dim;
    for (let axis = 0; axis < dim; axis++) data[k * dim + axis] = values[from + axis];
  }
  return { dtype: 'float32', shape: [blocks, BLOCK, dim], data };
}
