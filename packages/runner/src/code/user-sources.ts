import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '@minebench/core';
import { hashFile } from './source-tree.ts';

/** A package that a user's file imports, beside ours: its version is part of what determines a result. */
function installedVersion(packageName: string, from: string): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = join(folder, 'node_modules', packageName, 'package.json');
    if (existsSync(manifest)) return String(JSON.parse(readFileSync(manifest, 'utf8')).version);
    if (dirname(folder) === folder) return 'unknown';
  }
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const isForeign = (specifier: string): boolean => !/^(node:|@minebench\/|@tensorflow\/tfjs$)/.test(specifier);

/**
 * SHA-256 over a user's file, the local files it imports (directly or not) and the versions of the packages they import. Paths enter relative to
 * the file's folder. What a file reads by other means (`fs`, a computed import) is not seen.
 */
export async function hashUserFile(url: string, argument: string): Promise<string> {
  const file = fileURLToPath(url);
  const folder = dirname(file);
  // Loaded where a user's file is there: every worker loads this module.
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: [file],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    loader: { '.node': 'binary', '.wasm': 'binary', '.bin': 'binary', '.csv': 'text' },
  }).catch((error: { errors?: readonly { text: string; location: { file: string; line: number } | null }[] }) => {
    const first = error.errors?.[0];
    const place = first?.location ? ` (${first.location.file}:${first.location.line})` : '';
    throw new InputError({
      argument,
      value: file,
      problem: `cannot be read: ${first?.text ?? String(error)}${place}`,
      remedy: 'correct it there',
    });
  });
  const hash = createHash('sha256');
  const inputs = Object.keys(metafile.inputs).sort();
  for (const input of inputs) {
    const path = resolve(folder, input);
    hashFile(hash, relative(folder, path).split(sep).join('/'), readFileSync(path));
  }
  const packages = inputs.flatMap((input) =>
    metafile.inputs[input].imports
      .filter((found) => found.external && isForeign(found.path))
      .map((found) => packageOf(found.path))
      .map((name) => `${name}@${installedVersion(name, resolve(folder, input))}`),
  );
  hash.update([...new Set(packages)].sort().join(' '));
  return hash.digest('hex');
}
