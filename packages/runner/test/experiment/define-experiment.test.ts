import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { atSize, defineExperiment, estimate } from '../../src/index.ts';
import { chain } from '../fixtures/chain-procedure.ts';

const valid = {
  id: 'an-experiment',
  title: 'An experiment',
  question: 'Why?',
  sweep: { task: 'gaussian', rho: 0.5, n: 100, bound: 'dv' },
};

describe('defineExperiment', () => {
  it('takes one sweep, of the estimate procedure unless it names another', () => {
    const { sweeps, figures, holds } = defineExperiment(valid);
    expect(sweeps).toEqual([{ procedure: estimate, sweep: valid.sweep, path: 'sweep' }]);
    expect([figures, holds]).toEqual([[], []]);
  });

  it('takes several sweeps, and tells them apart in messages', () => {
    const { sweeps } = defineExperiment({ ...valid, sweep: [valid.sweep, { procedure: chain, seeds: 2 }] });
    expect(sweeps.map(({ path, procedure }) => [path, procedure.id])).toEqual([
      ['sweep[0]', 'estimate'],
      ['sweep[1]', 'chain'],
    ]);
    expect(sweeps[1].sweep).toEqual({ seeds: 2 });
  });

  it('has sweeps of other sizes beside its own, which are the same where it names none', () => {
    const quick = { ...valid.sweep, n: 10 };
    const sized = defineExperiment({ ...valid, sizes: { quick } });
    const nOf = (size: 'quick' | 'reference' | 'full') => atSize(sized, size).sweeps.map(({ sweep }) => sweep.n);
    expect([nOf('quick'), nOf('reference'), nOf('full')]).toEqual([[10], [100], [100]]);
    expect(atSize(sized, 'quick')).toMatchObject({ id: valid.id, size: 'quick' });
    expect(atSize(sized, 'quick').sweeps[0].path).toBe('sizes.quick');
    expect(atSize(defineExperiment(valid), 'full').sweeps[0].sweep).toEqual(valid.sweep);
  });

  const figure = { id: 'a', title: '', caption: '', alt: '', draw: () => null };
  const claim = { name: 'it holds', reason: '', check: () => ({ verdict: 'holds', detail: '' }) };

  it.each([
    [{ ...valid, id: undefined }, 'id is missing; give a name'],
    [{ ...valid, id: 'An Experiment' }, 'id: expected lower-case words joined by hyphens, got "An Experiment"'],
    [{ ...valid, id: '../../etc' }, 'id: expected'],
    [{ ...valid, title: 3 }, 'title: expected a title, got 3'],
    [{ ...valid, question: '' }, 'question: expected'],
    [{ ...valid, sweeps: [] }, 'sweeps is no known field; did you mean sweep?'],
    [{ ...valid, sweep: undefined }, 'sweep is missing'],
    [{ ...valid, sweep: [] }, 'sweep is empty'],
    [{ ...valid, sweep: 'gaussian' }, 'sweep: expected an object with the fields to sweep, got "gaussian"'],
    [{ ...valid, sweep: [valid.sweep, 7] }, 'sweep[1]: expected'],
    [{ ...valid, sweep: { procedure: 'oracle' } }, 'sweep.procedure "oracle" is no procedure'],
    [{ ...valid, figures: {} }, 'figures: expected a list of figures, got {}'],
    [{ ...valid, figures: [{ id: 'a' }] }, 'figures[0].draw is missing; give a function draw'],
    [{ ...valid, figures: [figure, figure] }, 'figures[1] "a" is there twice'],
    [{ ...valid, holds: [claim, claim] }, 'holds[1] "it holds" is there twice'],
    [{ ...valid, holds: [() => true] }, 'holds[0]'],
    [{ ...valid, sizes: { small: valid.sweep } }, 'sizes.small is no known field'],
    [{ ...valid, sizes: { quick: [] } }, 'sizes.quick is empty'],
    [{ ...valid, sizes: { full: { procedure: 'oracle' } } }, 'sizes.full.procedure "oracle" is no procedure'],
    [{ ...valid, figure: 'four' }, 'figure: expected a number as text'],
    [{ ...valid, quoted: [{ what: 'error', value: 1 }] }, 'quoted[0].source is missing'],
    [{ ...valid, holds: [{ ...claim, sizes: ['tiny'] }] }, 'holds[0].sizes[0]: expected quick, reference or full'],
    [null, 'defineExperiment null is given no object'],
  ])('refuses %j in one line', (definition, message) => {
    const define = () => defineExperiment(definition as never);
    expect(define).toThrow(InputError);
    expect(define).toThrow(message);
  });
});
