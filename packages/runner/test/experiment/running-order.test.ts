import { describe, expect, it } from 'vitest';
import { inRunningOrder } from '../../src/experiment/running-order.ts';

const estimators = [{ id: 'dv' }, { id: 'infonce' }];

/** Three replicates of four settings: an estimator costs a hundred times what the other does. */
const cells = [0.2, 0.8].flatMap((rho) =>
  estimators.flatMap((estimator, k) =>
    [1, 2, 3].map((seed) => ({
      name: `${estimator.id} ${rho} ${seed}`,
      cost: 100 ** k + rho,
      cell: { procedure: 'estimate', engine: 'host', params: { estimator, rho } },
    })),
  ),
);

describe('the order of a run', () => {
  const order = inRunningOrder(cells).map(({ name }) => name);

  it('takes every cell once', () => {
    expect(order.toSorted()).toEqual(cells.map(({ name }) => name).toSorted());
  });

  it('takes one cell of each setting before a second of any, the dearest first', () => {
    expect(order.slice(0, 4)).toEqual(['infonce 0.8 1', 'infonce 0.2 1', 'dv 0.8 1', 'dv 0.2 1']);
  });

  it('takes the others by their cost, replicates in the order of the plan', () => {
    expect(order.slice(4)).toEqual(
      ['infonce 0.8', 'infonce 0.2', 'dv 0.8', 'dv 0.2'].flatMap((setting) => [`${setting} 2`, `${setting} 3`]),
    );
  });
});
