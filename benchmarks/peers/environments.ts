import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Python environments of the peers, each with what its `requirements-NAME.txt` pins: their versions of numpy exclude each other. */
export const environmentNames = ['jax', 'torch', 'bmi'] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export const defaultFolder = fileURLToPath(new URL('./environments', import.meta.url));

const requirements = (name: EnvironmentName) => fileURLToPath(new URL(`./requirements-${name}.txt`, import.meta.url));
const pythonIn = (folder: string, name: EnvironmentName) =>
  join(folder, name, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const stampOf = (name: EnvironmentName) =>
  createHash('sha256')
    .update(readFileSync(requirements(name)))
    .digest('hex');

/** The Python of an environment; none where it was not made. */
export function findPython(folder: string, name: EnvironmentName): string | undefined {
  const python = pythonIn(folder, name);
  return existsSync(python) ? python : undefined;
}

/** Makes an environment from the package index, unless it is there with what is pinned now. Its answer is a line to print. */
export async function makeEnvironment(folder: string, name: EnvironmentName, python: string): Promise<string> {
  const place = join(folder, name);
  const stamp = join(place, 'requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(name)) return `${name}: there already`;
  rmSync(place, { recursive: true, force: true });
  const failed =
    (await complaintOf(python, ['-m', 'venv', place])) ??
    (await complaintOf(pythonIn(folder, name), ['-m', 'pip', 'install', '--quiet', '-r', requirements(name)]));
  if (failed) {
    rmSync(place, { recursive: true, force: true });
    return `${name}: absent: ${failed}`;
  }
  writeFileSync(stamp, stampOf(name));
  return `${name}: made`;
}

/** Runs a command; the last line of its complaint where it fails. */
function complaintOf(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4000);
    });
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code) => {
      const last = complaint.trim().split('\n').at(-1);
      resolve(code === 0 ? undefined : last || `${command} ended with code ${code}`);
    });
  });
}
