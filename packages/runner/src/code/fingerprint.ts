import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Procedure } from '@minebench/core';
import { userFileUrl } from '../loading/user-file.ts';
import { hashOwnSources } from './own-sources.ts';
import { hashUserFile } from './user-sources.ts';

/** Gives cells their `code`: a SHA-256 of the sources that determine a result. */
export interface Fingerprinter {
  /** @param files - user files that a cell names, relative to the experiment file */
  of(procedure: Procedure, files: readonly string[]): Promise<string>;
}

/** Reads every source once: a fingerprinter is as old as its first questions. */
export function createFingerprinter(experimentUrl: string): Fingerprinter {
  let own: string | undefined;
  const users = new Map<string, Promise<string>>();
  const hashOf = (url: string): Promise<string> => {
    const known = users.get(url) ?? hashUserFile(url, fileURLToPath(url));
    users.set(url, known);
    return known;
  };
  return {
    async of(procedure, files) {
      own ??= hashOwnSources();
      const sources = procedure.sources ?? [experimentUrl];
      const urls = [...sources, ...[...files].sort().map((file) => userFileUrl(file, experimentUrl))];
      if (urls.length === 0) return own;
      const hash = createHash('sha256').update(own);
      for (const url of urls) hash.update(await hashOf(url));
      return hash.digest('hex');
    },
  };
}
