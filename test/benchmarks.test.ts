import { describe, expect, it } from 'vitest';
import { faults } from '../benchmarks/faults.ts';
import { absentRow, interleave, type Row } from '../benchmarks/measure.ts';
import { fitPowerLaw } from '../benchmarks/power-law.ts';

const contender = (implementation: string, seconds: readonly number[]) => {
  let call = 0;
  return {
    implementation,
    threads: 1,
    async run() {
      const time = seconds[call++];
      if (time === undefined) throw new Error('worn out');
      return { units: 2, seconds: time, cpuSeconds: time / 2 };
    },
  };
};

describe('benchmarks', () => {
  it('compare within a repeat: a machine that slows down threefold leaves the ratio as it is', async () => {
    const rows = await interleave('b', 's', [contender('a', [9, 1, 3, 2]), contender('c', [9, 4, 12, 8])], {
      repeats: 3,
    });
    expect(
      rows.map(({ medianMs, ratio, ratioRange, processors }) => [medianMs, ratio, ratioRange, processors]),
    ).toEqual([
      [1000, 1, [1, 1], 0.5],
      [4000, 4, [4, 4], 0.5],
    ]);
  });

  it('make a contender that breaks down a row that says so', async () => {
    const [, broken] = await interleave('b', 's', [contender('a', [1, 1, 1]), contender('c', [1, 1])], { repeats: 2 });
    expect(broken).toMatchObject({ implementation: 'c', medianMs: null, absent: 'worn out' });
  });

  it.each([
    [1, 0.3],
    [1.4, 0],
    [0.6, 2],
  ])('find the exponent %d above a floor of %d', (exponent, floor) => {
    const x = [16, 32, 64, 128, 256, 512];
    const fit = fitPowerLaw(
      x,
      x.map((value) => floor + 0.01 * value ** exponent),
    );
    expect(fit.exponent).toBeCloseTo(exponent, 3);
    expect(fit.floor).toBeCloseTo(floor, 3);
  });

  it('tell a thread limit that was not held and another arithmetic', () => {
    const row = (processors: number, threads: number): Row => ({
      ...absentRow('training step', 's', { implementation: 'a', threads }, ''),
      processors,
    });
    expect(faults([row(1.05, 1), row(1.9, 2)])).toEqual([]);
    expect(faults([row(1.9, 1)])).toEqual(['a at s was to have one thread and used 1.90 processors']);
    const other = absentRow('training step', 's', { implementation: 'a', threads: 1 }, 'not the same arithmetic: ...');
    expect(faults([other])).toHaveLength(1);
  });
});
