import { readFileSync } from 'node:fs';
import { drawSpecification } from '@minebench/report';
import { describe, expect, it } from 'vitest';
import { faults } from '../benchmarks/faults.ts';
import { stepFigure } from '../benchmarks/figure.ts';
import { absentRow, costRatio, interleave, type Row, replaced } from '../benchmarks/measure.ts';
import { page } from '../benchmarks/page.ts';
import { pageHtml } from '../benchmarks/page-html.ts';
import { pageMarkdown } from '../benchmarks/page-markdown.ts';
import { fitPowerLaw } from '../benchmarks/power-law.ts';
import { label, stepSizes } from '../benchmarks/step-size.ts';
import { withReplicaTable, withSpeedTable } from '../benchmarks/tables-in-pages.ts';
import { aimedAt, required } from '../benchmarks/targets.ts';

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

  const step = (implementation: string, cpuTimes: readonly number[], threads = 1): Row => ({
    ...absentRow('training step', 'd=2 b=16 H=16', { implementation, threads }, ''),
    absent: undefined as never,
    medianMs: 9,
    ratio: 1,
    ratioRange: [1, 1],
    times: cpuTimes.map(() => 9),
    cpuTimes,
    processors: 1,
    machine: 'a <machine> & more',
  });

  it('compare by CPU time what runs on one thread, and by wall time what runs on several', () => {
    expect(costRatio(step('a', [8, 6]), step('b', [2, 3]))).toEqual({ ratio: 3, low: 2, high: 4 });
    expect(costRatio(step('a', [8, 6], 2), step('b', [2, 3], 2))).toEqual({ ratio: 1, low: 1, high: 1 });
    expect(costRatio(absentRow('b', 's', { implementation: 'a', threads: 1 }, 'no'), step('b', [2]))).toBeUndefined();
  });

  it('measured anew replace all that were measured in turn, in their place', () => {
    const at = (size: string, implementation: string, time: number): Row => ({ ...step(implementation, [time]), size });
    const old = [at('s', 'a', 1), at('s', 'b', 1), at('t', 'a', 1), at('u', 'a', 1)];
    const rows = replaced(old, [at('v', 'a', 2), at('t', 'a', 2), at('s', 'a', 2)]);
    expect(rows.map(({ size, implementation, cpuTimes: [time] }) => `${size} ${implementation} ${time}`)).toEqual([
      's a 2',
      't a 2',
      'u a 1',
      'v a 2',
    ]);
  });

  it('call a target met by each engine that is fast enough, missed where none is, and open where nothing was measured', () => {
    const rows = [
      step('ort:cpu', [2]),
      step('wasm:simd', [0.1]),
      step('PyTorch eager', [1]),
      step('JAX lax.scan', [0.04]),
    ];
    const verdicts = [...required(rows), ...aimedAt(rows)]
      .filter(({ target }) => target.endsWith('d=2 b=16 H=16'))
      .map(({ target, verdict }) => [target.split(',')[0], verdict]);
    expect(verdicts).toEqual([
      ['times as fast as tfjs:wasm', ''],
      ['times as fast as PyTorch eager', 'met by wasm:simd'],
      ['times as fast as JAX lax.scan', 'missed'],
      ['times as fast as PyTorch eager', 'met by wasm:simd'],
    ]);
  });

  it('hold the cost of a step to its exponents', () => {
    const exponent = (size: string, value: number): Row => ({
      ...step('ort:cpu', [1]),
      benchmark: 'exponent',
      size,
      exponent: value,
      note: '',
    });
    const verdicts = required([exponent('b', 1.09), exponent('b', 1.11), exponent('n', 0.2)]).slice(-3);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['met', 'missed', 'missed']);
  });

  it('hold a run of an application to its limit by its CPU time', () => {
    const run = (needed: number): Row => ({
      ...absentRow('applications', 'GAN, an alternation', { implementation: 'ort:cpu', threads: 1 }, ''),
      times: [1],
      what: 'a run',
      needed,
      seconds: 300,
    });
    const found = required([run(299), run(301)]).slice(-2);
    expect(found.map(({ target, verdict }) => [target, verdict])).toEqual([
      ['GAN: a run', 'met'],
      ['GAN: a run', 'missed'],
    ]);
  });

  it('are a page as Markdown and as HTML, in which what a machine is called cannot become a tag', () => {
    const content = page([step('ort:cpu', [2]), step('JAX lax.scan', [1])]);
    const html = pageHtml(content, { 'training-step': '<svg/>' });
    expect(html).toContain('a &lt;machine&gt; &amp; more');
    expect(html).not.toContain('<machine>');
    for (const text of [pageMarkdown(content), html]) expect(text).toContain('1.00 (0.500 x)');
  });

  it('are a figure that fits a journal’s column, 85 mm, whose labels of 11 pixels are then 6 points high', async () => {
    const all = ['tfjs:cpu', 'tfjs:wasm', 'PyTorch eager, fused Adam', 'ort:cpu'].flatMap((implementation, index) =>
      stepSizes.map((size) => ({ ...step(implementation, [10 ** (2 - 2 * index)]), size: label(size) })),
    );
    const { svg } = await drawSpecification(stepFigure(all), { title: 't', alt: 'a' });
    expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(((85 / 25.4) * 96 * 11) / 8);
  });

  it('replace the table of the README, and nothing else of it', () => {
    const begin = '<!-- speed: npm run bench:report writes what is between these lines -->';
    const once = withSpeedTable(`before\n${begin}\nold\n<!-- speed ends -->\nafter\n`, [step('ort:cpu', [2])]);
    expect(once).toMatch(/^before\n[\s\S]*\| ort:cpu \| 2\.00 \|[\s\S]*\nafter\n$/);
    expect(once).not.toContain('old');
    expect(withSpeedTable(once, [step('ort:cpu', [2])])).toBe(once);
    expect(() => withSpeedTable('before', [])).toThrow('no place');
  });

  it('replace the table of what replicas save, and leave the page alone where none were measured', () => {
    const page =
      'a\n<!-- replicas: npm run bench:report writes what is between these lines -->\nold\n<!-- replicas ends -->\nb\n';
    const of = (replicas: number, ms: number): Row => ({
      ...step('ort:cpu+vmap', [ms]),
      benchmark: 'replicas',
      size: `x ${replicas}`,
      ...{ replicas, critic: '2-16-16-1', onProcessor: true, machine: 'a machine' },
    });
    expect(withReplicaTable(page, [of(1, 3), of(4, 1.5)])).toMatch(
      /^a\n[\s\S]*\| 2-16-16-1 \| ort:cpu\+vmap \| 3\.00 \| 2\.00 x \|\n\na machine\.\n[\s\S]*\nb\n$/,
    );
    expect(withReplicaTable(page, [step('ort:cpu', [2])])).toBe(page);
  });

  it('stand in the repository as their page and the README have them', () => {
    const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
    const rows: Row[] = JSON.parse(read('reports/performance/results.json'));
    expect(read('reports/performance/summary.md')).toBe(pageMarkdown(page(rows)));
    expect(read('README.md')).toBe(withSpeedTable(read('README.md'), rows));
    expect(read('docs/replicas.md')).toBe(withReplicaTable(read('docs/replicas.md'), rows));
  });
});
