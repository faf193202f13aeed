import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The command of a Chromium on this machine. */
export const findBrowser = (): string | undefined =>
  ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0);

/** What `--blink-settings` calls a reader's preference. */
const schemes = { dark: 0, light: 1 } as const;

/** The document of a page, as HTML, once its scripts have run on a screen of the colour scheme. */
export function dumpDom(browser: string, page: string, scheme: keyof typeof schemes = 'light'): string {
  const profile = mkdtempSync(join(tmpdir(), 'minebench-browser-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  const screen = `--blink-settings=preferredColorScheme=${schemes[scheme]}`;
  const dump = ['--virtual-time-budget=20000', '--dump-dom', pathToFileURL(page).href];
  try {
    return execFileSync(browser, [...flags, screen, ...dump], { encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The start tags of a document as a browser writes it out, scripts and styles aside: there, text holds no `<`. */
export const tagsIn = (dom: string): string[] =>
  dom
    .replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/g, '$1')
    .match(/<[a-zA-Z][^\s>]*(?:\s+[^\s=>"]+(?:="[^"]*")?)*\s*\/?>/g) ?? [];
