import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const runner = new URL('../src/index.ts', import.meta.url).href;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script in a Node of its own, as a clone runs: what loads users' files must not go through vitest's loader. The script sees the runner's exports
 * as `runner`; what it writes to stdout comes back.
 */
export function inNode(script: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const text = `import * as runner from ${JSON.stringify(runner)};\n${script}`;
  const child = spawn(
    process.execPath,
    ['--conditions=@minebench/source', '--import', tsx, '--input-type=module', '--eval', text],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
