import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPage, whyNoBrowser } from './support/browser.ts';
import { newFolder, writeFiles } from './support/folders.ts';
import { type Running, runCli, startCli } from './support/run-cli.ts';

const missing = whyNoBrowser();

/** What would show if any of it were taken for more than text. */
const evil = `<img src=x onerror="window.hacked=1"></script><script>window.hacked=2</script><svg onload="window.hacked=3">{{signal}} \${7*7} datum['x']`;

const experiment = `
import { defineExperiment } from '@minebench/runner';
const evil = ${JSON.stringify(evil)};
export default defineExperiment({
  id: 'live', title: evil, question: '?',
  sweep: {
    procedure: {
      id: 'live',
      expand: () => [0, 1].map((dataSeed) => ({ procedure: 'live', params: { name: evil + dataSeed }, dataSeed, initSeed: 0, engine: 'host', protocol: {}, files: [] })),
      run: async ({ dataSeed }) => { if (dataSeed === 1) throw new Error(evil); return { status: 'completed' }; },
    },
  },
});
`;

const urlOf = (running: Running): Promise<string> =>
  new Promise((resolve, reject) => {
    running.child.stdout!.on('data', (text: string) => resolve(text.trim()));
    void running.ended.then(({ stderr }) => reject(new Error(stderr)));
  });

const ask = (url: string, options: object): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, options, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end();
  });

async function watched() {
  const folder = newFolder();
  writeFiles(folder, { 'live.ts': experiment });
  const running = startCli(['watch', 'live.ts'], folder);
  onTestFinished(async () => {
    running.child.kill('SIGKILL');
    await running.ended;
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, running, url: await urlOf(running) };
}

/** A run on another host, as it tells of itself. */
const sign = (cell: string, steps: number): string => {
  const step = Array.from({ length: steps }, (_, k) => 100 * (k + 1));
  const curve = { step, minibatch: step.map((s) => s / 1000), selection: step.map((s) => s / 1100) };
  const running = [{ cell, label: evil, share: 0.25, seconds: 61, curve }];
  return JSON.stringify({ run: 'r', host: 'elsewhere', process: 1, workers: 3, running });
};

describe('minebench watch', () => {
  it('answers this machine alone, and only reads', async () => {
    const { url, running } = await watched();
    const { port } = new URL(url);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await ask(url, {})).toBe(200);
    expect(await ask(`${url}state.json`, {})).toBe(200);
    // What a browser says that was led here under another name.
    expect(await ask(url, { headers: { host: `evil.example:${port}` } })).toBe(403);
    expect(await ask(url, { method: 'POST' })).toBe(405);
    expect(await ask(`${url}../../etc/passwd`, {})).toBe(404);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(0);
  });

  it.skipIf(missing !== undefined)(
    `shows progress, training as it streams in, and failures, in a browser without a network${missing ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const { folder, url } = await watched();
      const page = await openPage(url);
      onTestFinished(() => page.close());
      await page.waitFor(`document.getElementById('progress').textContent.startsWith('0 of 2 cells done')`);

      const planned = await runCli(['run', 'live.ts', '--only', 'dataSeed=1', '--json', '--workers', '1'], folder);
      const failed = JSON.parse(planned.stdout.split('\n').find((line) => line.includes('"cell-failed"'))!);
      expect(failed.reason).toBe(evil);
      await page.waitFor(`document.getElementById('failures').textContent.includes(${JSON.stringify(evil)})`);
      await page.waitFor(`document.getElementById('progress').textContent.startsWith('1 of 2 cells done')`);

      // Its other cell, at work elsewhere.
      const cells = JSON.parse(
        (
          await runCli(
            ['run', 'live.ts', '--only', 'dataSeed=0', '--json', '--workers', '1', '--store', 'other'],
            folder,
          )
        ).stdout
          .split('\n')
          .find((line) => line.includes('"cell-start"'))!,
      );
      const put = (steps: number) => writeFileSync(join(folder, 'runs/live/live/r.sign'), sign(cells.cell, steps));
      put(5);
      const drawn = `document.querySelectorAll('#curves .mark-symbol path[aria-label]').length`;
      await page.waitFor(`${drawn} >= 5`);
      put(9);
      await page.waitFor(`${drawn} >= 9`);
      expect(await page.evaluate(`document.getElementById('running').textContent`)).toBe(`${evil}: 25%, 01:01`);
      expect(await page.evaluate(`document.getElementById('lost').hidden`)).toBe(true);
      // Whatever the window and the length of a name, nothing stands out at the side.
      const tooWide = `[document.documentElement, ...document.querySelectorAll('.chart')].filter((it) => it.scrollWidth > it.clientWidth).length`;
      for (const width of [1000, 420]) {
        await page.look({ width, height: 500, dark: false });
        await page.waitFor(`document.documentElement.clientWidth <= ${width} && ${tooWide} === 0`);
      }
      if (process.env.MINEBENCH_PICTURES)
        writeFileSync(join(process.env.MINEBENCH_PICTURES, 'watch.png'), await page.screenshot(), 'base64');

      expect(await page.evaluate('window.hacked === undefined')).toBe(true);
      expect(await page.evaluate(`document.querySelectorAll('main img, main svg[onload], h1 *').length`)).toBe(0);
      expect(await page.evaluate(`document.querySelector('h1').textContent`)).toBe(evil);
      const elsewhere = page.requests.filter((address) => !address.startsWith(url) && !address.startsWith('data:'));
      expect(elsewhere).toEqual([]);
    },
  );
});
