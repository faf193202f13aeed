import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  filesBelow,
  importsOf,
  MAY_IMPORT,
  manifest,
  nameOf,
  root,
  specifiersOf,
  violation,
} from './package-boundaries.ts';

describe('package boundaries', () => {
  it('every package has its place in the graph', () => {
    expect(readdirSync(join(root, 'packages')).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it.each(Object.keys(MAY_IMPORT))('%s imports only what it declares and what lies below it', (folder) => {
    const { dependencies, optionalDependencies, peerDependencies } = manifest(folder);
    const declared = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
    const found = importsOf(folder);
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap((one) => violation(folder, declared, one) ?? [])).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT))('%s declares no package of ours above it', (folder) => {
    const ours = Object.keys(manifest(folder).dependencies ?? {}).filter(
      (name) => name.startsWith('@minebench/') || name === 'minebench',
    );
    const allowed = MAY_IMPORT[folder].map(nameOf);
    expect(ours.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it.each([
    ['core', '@minebench/engine', 'core may not stand on it'],
    ['report', '@minebench/runner', 'report may not stand on it'],
    ['estimators', '@minebench/core/src/errors.ts', "only a package's index"],
    ['core', '../../engine/src/index.ts', 'reaches outside its package'],
    ['core', 'left-pad', 'does not declare'],
  ])('from %s, an import of %s is caught', (folder, specifier, message) => {
    const declared = Object.keys(manifest(folder).dependencies ?? {});
    expect(violation(folder, declared, { file: `packages/${folder}/src/index.ts`, specifier })).toContain(message);
  });

  it("the engine's recorder knows no Node", () => {
    const folder = join(root, 'packages/engine/src');
    const portable = ['graph', 'record'].flatMap((part) => filesBelow(join(folder, part)));
    expect(portable.length).toBeGreaterThan(5);
    const nodeOnly = portable.flatMap((file) =>
      specifiersOf(readFileSync(file, 'utf8')).filter(
        (specifier) => specifier.startsWith('node:') || builtinModules.includes(specifier),
      ),
    );
    expect(nodeOnly).toEqual([]);
  });
});
