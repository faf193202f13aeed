import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The command of a Chromium on this machine. */
export const findBrowser = (): string | undefined =>
  ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0);

/** The document of a page, as HTML, once its scripts have run. */
export function dumpDom(browser: string, page: string): string {
  const profile = mkdtempSync(join(tmpdir(), 'minebench-browser-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  const dump = ['--virtual-time-budget=20000', '--dump-dom', pathToFileURL(page).href];
  try {
    return execFileSync(browser, [...flags, ...dump], { encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The start tags of a document as a browser writes it out, scripts and styles aside: there, text holds no `<`. */
export const tagsIn = (dom: string): string[] =>
  dom
    .replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/g, '$1')
    .match(/<[a-zA-Z][^\s>]*(?:\s+[^\s=>"]+(?:="[^"]*")?)*\s*\/?>/g) ?? [];
