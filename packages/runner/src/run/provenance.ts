import { execFileSync, type StdioOptions } from 'node:child_process';
import { arch, availableParallelism, cpus, platform, release } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Provenance } from '@minebench/core';
import { fromSources, runtimeVersions } from '../code/own-sources.ts';

/** What is the same for all cells of a process. */
export type Setting = Pick<Provenance, 'commit' | 'versions' | 'machine' | 'threads'>;

/** The commit of the clone that runs, with `-dirty` where files differ from it; null outside a clone. */
export function currentCommit(): string | null {
  if (!fromSources) return null;
  try {
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
    const described = execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      encoding: 'utf8',
      stdio,
    });
    return described.trim();
  } catch {
    return null;
  }
}

export const currentSetting = (commit: string | null): Setting => ({
  commit,
  versions: runtimeVersions(),
  machine: {
    os: `${platform()} ${release()}`,
    arch: arch(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
  },
  threads: 1,
});

/** The largest resident set of this process so far. */
export const peakMemoryBytes = (): number => process.resourceUsage().maxRSS * 1024;
