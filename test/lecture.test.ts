import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildLecture } from '../lecture/build.ts';
import { pages } from '../lecture/pages/index.ts';
import { mathFont } from '../lecture/site/math-font.ts';
import { number } from '../lecture/site/number.ts';
import { characterMap, readOpenType } from '../lecture/site/open-type.ts';
import { lecturePage, pageFile } from '../lecture/site/page.ts';
import { Records, readRecords } from '../lecture/site/records.ts';
import { subsetFont } from '../lecture/site/subset-font.ts';
import { text } from '../lecture/site/text.ts';
import { openPage, whyNoBrowser } from '../packages/cli/test/support/browser.ts';
import { newFolder, writeFiles } from '../packages/cli/test/support/folders.ts';
import { written } from './lecture-pages.ts';
import { root } from './package-boundaries.ts';

const reports = join(root, 'reports');
let files: Map<string, string>;
beforeAll(async () => {
  files = await buildLecture(reports);
});

describe('text of a page', () => {
  it('takes its numbers from what is put in, and refuses one that is typed', () => {
    const reading = { value: -0.48951, source: 'reports/identities: values.forgottenLog' };
    expect(text`It reads ${number(reading)} here.`).toBe(
      '<p>It reads <data value="-0.48951" title="reports/identities: values.forgottenLog">−0.490</data> here.</p>',
    );
    expect(() => text`It reads 0.490 here.`).toThrow('0.490 is typed into the text');
    expect(() => text`It reads $0.490$ here.`).toThrow('0.490 is typed into the text');
  });

  it('says a number inside a formula as the formula does', () => {
    const html = text`$x=${number({ value: -0.25, source: 'a' }, 2)}$`;
    expect(html).toContain('<mn>0.25</mn>');
    expect(html).toContain('<mo');
    expect(html).not.toContain('<data');
  });

  it('keeps a formula and the punctuation behind it on one line', () => {
    expect(text`Let $x$, then $y$ is`).toMatch(/^<p>Let <span class="unbroken"><math.*?<\/math>,<\/span> then <math/);
  });

  it('numbers the formulas that have a name, and refers to no others', () => {
    const html = text`
      By @second, not @first.

      $$#first x=1$$

      > **Theorem.** $$#second y=2$$ where all is well.
    `;
    expect(html).toContain('By <a href="#eq-second">(2)</a>, not <a href="#eq-first">(1)</a>.');
    expect(html).toContain('<span class="equation-number">(2)</span>');
    expect(() => text`See @nothing.`).toThrow('no formula is named nothing');
  });

  it('refuses a formula that is not sound', () => {
    expect(() => text`$\frac{1}$`).toThrow();
    expect(() => text`$\nosuchcommand$`).toThrow();
  });

  it('shows tags as text, and leaves formulas and code alone where it looks for emphasis', () => {
    expect(text`<b> & *so* \`a*b*c\``).toBe('<p>&lt;b&gt; &amp; <em>so</em> <code>a*b*c</code></p>');
    expect(text`*under $Q$*`).toMatch(/^<p><em>under <math.*<\/math><\/em><\/p>$/);
  });
});

describe('records of a page', () => {
  it('are named where they are missing', async () => {
    const records = await readRecords(reports, 'identities');
    expect(() => records.where({ dataSeed: 99 })).toThrow('reports/identities has no record with dataSeed:99');
    expect(() => records.mean('result.values.nothing.nats')).toThrow('result.values.nothing.nats is undefined');
    expect(() => records.one('dataSeed')).toThrow('dataSeed varies');
    expect(() => records.verdict('no such claim')).toThrow('has 0 claims');
    await expect(readRecords(reports, 'no-such-report')).rejects.toThrow('no-such-report');
  });

  it('stop the build where the page does not name their report', async () => {
    const page = { ...pages[0], experiments: [] };
    await expect(lecturePage({ pages: [page], index: 0 }, new Map())).rejects.toThrow('does not name the report');
  });
});

describe('reports of the pages', () => {
  const named = new Map(pages.map(({ id, experiments }) => [id, [...experiments].sort()]));

  it('are those of experiments that there are', () => {
    for (const experiment of new Set([...named.values()].flat()))
      expect(() => readFileSync(join(root, 'experiments', `${experiment}.ts`))).not.toThrow();
  });

  it('are those that docs/reproducing-figures.md tells', () => {
    const doc = readFileSync(join(root, 'docs/reproducing-figures.md'), 'utf8');
    const table = doc.slice(doc.indexOf('| page | reports'));
    const told = [...table.matchAll(/^\| ([a-z][\w-]*) \| ([a-z][\w-]*(?:, [\w-]+)*) \|$/gm)].map(
      ([, page, reports]) => [page, reports.split(', ').sort()] as const,
    );
    expect(new Map(told)).toEqual(named);
  });

  it('are told with the number of records that have no estimate', async () => {
    const records = await readRecords(reports, 'identities');
    const lost = new Records(
      'identities',
      [...records.rows, { ...records.rows[0], status: 'diverged' }],
      records.claims,
    );
    const page = { ...pages[0], experiments: ['identities'], write: () => 'nothing' };
    const html = await lecturePage({ pages: [page], index: 0 }, new Map([['identities', lost]]));
    expect(html).toContain(`${lost.rows.length} records, 1 of them diverged or failed and have no estimate`);
  });
});

describe('font of a page', () => {
  const file = readFileSync(join(root, 'node_modules/dejavu-fonts-ttf/ttf/DejaVuMathTeXGyre.ttf'));

  it('has the letters that were asked for, under the numbers that they had, and no others', () => {
    const whole = characterMap(readOpenType(file));
    const part = readOpenType(subsetFont(file, new Set([0x28, 0x1d461, 0x10ffff])));
    expect([...characterMap(part)]).toEqual([0x28, 0x1d461].map((code) => [code, whole.get(code)]));
    expect(part.get('glyf')!.length).toBeLessThan(readOpenType(file).get('glyf')!.length / 100);
  });

  it('has the sign of a root, which no text holds', () => {
    const signs = characterMap(readOpenType(Buffer.from(mathFont(text`$\sqrt{x}$`), 'base64')));
    expect(signs.has(0x221a)).toBe(true);
  });

  it('has the larger forms of a bracket, and none where no bracket is asked for', () => {
    const outlines = (codes: number[]) => readOpenType(subsetFont(file, new Set(codes))).get('glyf')!.length;
    expect(outlines([0x28, 0x78])).toBeGreaterThan(2 * outlines([0x78]));
  });
});

describe.each(pages.map((page, index) => [pageFile(pages, index), page.title] as const))('%s', (name, title) => {
  it('is one file below 6 MB that loads nothing', () => {
    const html = files.get(name)!;
    expect(html.length).toBeLessThan(6e6);
    const { tags, outside } = written(html);
    expect(tags.filter((tag) => /\s(src|srcset|action|data)="(?!data:)/.test(tag))).toEqual([]);
    expect(outside).toEqual([]);
  });

  it('has a title, headings in order, ids that occur once, and a name for every control', () => {
    const { headings, ids, controls, labels } = written(files.get(name)!);
    expect(headings[0]).toEqual([1, title]);
    expect(headings.filter(([level]) => level === 1)).toHaveLength(1);
    headings.slice(1).forEach(([level], k) => {
      expect(level).toBeLessThanOrEqual(headings[k][0] + 1);
    });
    expect(ids.filter((id, k) => ids.indexOf(id) !== k)).toEqual([]);
    expect(controls.length).toBeGreaterThan(0);
    expect(controls.filter((id) => !labels.includes(id))).toEqual([]);
  });

  it('has words for every setting of every chart, also where all runs diverged', () => {
    const data = /<script type="application\/json" id="chart-data">(.*?)<\/script>/s.exec(files.get(name)!)![1];
    const charts = Object.values(JSON.parse(data) as Record<string, { readings: Record<string, string> }>);
    const readings = charts.flatMap((chart) => Object.values(chart.readings));
    expect(readings.filter((reading) => /NaN|undefined|Infinity|(\bof|[:,])\s*[.;]|^$/.test(reading))).toEqual([]);
  });

  it('leads to places that there are', () => {
    const { ids, links } = written(files.get(name)!);
    for (const link of links) {
      const [file, id] = link.split('#');
      if (file === '') expect(ids).toContain(id);
      else if (file.endsWith('.html')) {
        expect([...files.keys()]).toContain(file);
        if (id !== undefined) expect(written(files.get(file)!).ids).toContain(id);
      } else expect(() => readFileSync(join(reports, 'lecture', file))).not.toThrow();
    }
  });
});

it('the same records give the same bytes', async () => {
  const records = new Map(
    await Promise.all(pages[0].experiments.map(async (id) => [id, await readRecords(reports, id)] as const)),
  );
  expect(await lecturePage({ pages, index: 0 }, records)).toBe(files.get(pageFile(pages, 0)));
});

const missing = whyNoBrowser();

it.skipIf(missing !== undefined)(
  `a key moves a slider, and with it the marks and the words, in a browser without a network${missing ? ` (skipped: ${missing})` : ''}`,
  async () => {
    const folder = newFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFiles(folder, Object.fromEntries(files));
    const page = await openPage(pathToFileURL(join(folder, pageFile(pages, 0))).href);
    onTestFinished(() => page.close());
    await page.waitFor(`document.getElementById('gibbs-gap-chart').dataset.drawn === 'yes'`);
    const curve = `document.querySelector('#gibbs-gap-chart .mark-line path').getAttribute('d')`;
    const words = `document.getElementById('gibbs-gap-reading').textContent`;
    const before = [await page.evaluate(curve), await page.evaluate(words)];
    await page.evaluate(`document.getElementById('gibbs-gap-rho').focus()`);
    await page.press('ArrowRight');
    await page.waitFor(`${curve} !== ${JSON.stringify(before[0])}`);
    expect(await page.evaluate(words)).not.toBe(before[1]);
    expect(await page.evaluate(`document.getElementById('gibbs-gap-rho').getAttribute('aria-valuetext')`)).toBe('0.9');
    expect(await page.evaluate(`document.fonts.check('16px "Lecture Math"')`)).toBe(true);
    expect(page.complaints).toEqual([]);
    expect(page.requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
  },
);
