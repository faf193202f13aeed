import { readdirSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type RunSign, SIGN, SIGNS, signSchema } from './sign.ts';

/** A sign that was not touched for so long is a dead run's. Long enough for hosts whose clocks differ, and for file systems that show changes late. */
const DEAD_AFTER_MS = 60_000;

export interface FoundSign {
  readonly path: string;
  /** Undefined where the file is none of ours. */
  readonly sign: RunSign | undefined;
  readonly alive: boolean;
}

/** All signs below a store. */
export function findSigns(store: string): FoundSign[] {
  let files: string[];
  try {
    files = readdirSync(join(store, SIGNS));
  } catch {
    return [];
  }
  return files
    .filter((file) => file.endsWith(SIGN))
    .flatMap((file) => {
      const path = join(store, SIGNS, file);
      try {
        const touched = statSync(path).mtimeMs;
        const sign = parseSign(readFileSync(path, 'utf8'));
        return [{ path, sign, alive: sign !== undefined && isAlive(sign, touched) }];
      } catch {
        // Its run has just ended.
        return [];
      }
    });
}

/** What the runs that are at work on a store say of themselves. */
export const readSigns = (store: string): RunSign[] =>
  findSigns(store).flatMap(({ sign, alive }) => (sign && alive ? [sign] : []));

function parseSign(text: string): RunSign | undefined {
  try {
    return signSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive({ host, process: id }: RunSign, touched: number): boolean {
  if (Date.now() - touched > DEAD_AFTER_MS) return false;
  if (host !== hostname()) return true;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, and is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
