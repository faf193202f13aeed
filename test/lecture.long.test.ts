import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { buildLecture } from '../lecture/build.ts';
import { openPage, whyNoBrowser } from '../packages/cli/test/support/browser.ts';
import { newFolder, writeFiles } from '../packages/cli/test/support/folders.ts';
import { root } from './package-boundaries.ts';

const reports = join(root, 'reports');

it('the pages that are published are those that the published records give: npm run lecture', async () => {
  const files = await buildLecture(reports);
  expect(readdirSync(join(reports, 'lecture')).sort()).toEqual([...files.keys()].sort());
  for (const [name, html] of files) expect(readFileSync(join(reports, 'lecture', name), 'utf8') === html).toBe(true);
});

const missing = whyNoBrowser();

it.skipIf(missing !== undefined)(
  `every slider and every choice of every page moves its chart and its words, light and dark, narrow and wide${missing ? ` (skipped: ${missing})` : ''}`,
  async () => {
    const folder = newFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const files = await buildLecture(reports);
    writeFiles(folder, Object.fromEntries(files));
    const address = (name: string): string => pathToFileURL(join(folder, name)).href;
    const page = await openPage(address('index.html'));
    onTestFinished(() => page.close());
    for (const name of files.keys())
      for (const [width, dark] of [
        [400, true],
        [1200, false],
      ] as const) {
        await page.look({ width, height: 900, dark });
        await page.go(address(name));
        await page.waitFor(`location.href.endsWith(${JSON.stringify(name)}) && document.readyState === 'complete'`);
        await page.waitFor(`[...document.querySelectorAll('.chart')].every((chart) => chart.dataset.drawn === 'yes')`);
        expect(await page.evaluate(`document.documentElement.scrollWidth <= innerWidth`)).toBe(true);
        // a group of radio buttons is one stop of the keyboard: its checked one
        const controls = (await page.evaluate(
          `[...document.querySelectorAll('input[type=range], input[type=radio]:checked')].map(({ type, id, name }) => [type, id || name])`,
        )) as [string, string][];
        for (const [type, id] of controls) {
          const chart = id.slice(0, id.lastIndexOf('-'));
          const state = `document.getElementById('${chart}-chart').innerHTML + document.getElementById('${chart}-reading').textContent`;
          const control =
            type === 'range' ? `document.getElementById('${id}')` : `document.querySelector('[name="${id}"]:checked')`;
          await page.evaluate(`window.before = ${state}; ${control}.focus()`);
          await page.press((await page.evaluate(`${control}.value === ${control}.max`)) ? 'ArrowLeft' : 'ArrowRight');
          await page.waitFor(
            `document.getElementById('${chart}-reading').textContent !== '' && (${state}) !== window.before`,
          );
          expect(await page.evaluate(`document.activeElement.matches(':focus-visible')`)).toBe(true);
        }
      }
    expect(page.complaints).toEqual([]);
    expect(page.requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
  },
);
