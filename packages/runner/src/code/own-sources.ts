import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson } from '@minebench/core';
import { hashTree } from './source-tree.ts';

/** Packages of ours whose code determines results; of the runner only the procedures do. */
const PACKAGES = ['core', 'engine', 'generators', 'estimators'];
const RUNTIMES = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'onnxruntime-node'];

const here = dirname(fileURLToPath(import.meta.url));
/** True in a clone, where packages are loaded from their TypeScript sources. */
export const fromSources = import.meta.url.endsWith('.ts');
const codeFolder = fromSources ? 'src' : 'dist';

/** The folder of an installed package, seen from a module: the nearest `node_modules` that has it. */
function packageFolder(name: string, from: string): string {
  const searched = createRequire(from).resolve.paths(name) ?? [];
  const found = searched.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')));
  if (!found) throw new Error(`internal: package ${name} is not installed beside ${from}`);
  return found;
}

const versionIn = (folder: string): string =>
  String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version);

/** Versions of minebench and of what it computes with, by name. Runtimes are looked up from the engine, which declares them. */
export function runtimeVersions(): Record<string, string> {
  const engine = packageFolder('@minebench/engine', import.meta.url);
  const runtimes = RUNTIMES.map((name) => [name, versionIn(packageFolder(name, join(engine, 'package.json')))]);
  return {
    minebench: versionIn(packageFolder('@minebench/core', import.meta.url)),
    node: process.versions.node,
    ...Object.fromEntries(runtimes),
  };
}

/**
 * SHA-256 over minebench's own code that determines results (core, engine, generators, estimators and the runner's procedures) and the versions of the
 * runtimes; of Node the major version, whose V8 computes what JavaScript computes.
 */
export function hashOwnSources(): string {
  const trees = PACKAGES.map((name) => {
    const folder = packageFolder(`@minebench/${name}`, import.meta.url);
    return [name, hashTree(join(folder, codeFolder))];
  });
  const { minebench: _, node, ...runtimes } = runtimeVersions();
  const parts = {
    ...Object.fromEntries(trees),
    procedures: hashTree(join(here, '..', 'procedures')),
    runtimes: { ...runtimes, node: node.split('.')[0] },
  };
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
