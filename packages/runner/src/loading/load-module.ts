import { statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { InputError } from '@minebench/core';
import { loadFailure } from './load-failure.ts';
import * as resolveHooks from './resolve-hooks.ts';

/** `registerHooks` is there from Node 22.15 on. */
interface SynchronousHooks {
  registerHooks?(hooks: { resolve: typeof resolveHooks.resolve }): void;
}

/** Files that Node and tsx load as modules. */
const MODULE = /\.[cm]?[jt]sx?$/;

const anchors = [import.meta.url];
let ready: Promise<void> | undefined;

/** Names a module beside which our packages can be found too, before anything is loaded. */
export function addAnchor(url: string): void {
  if (!anchors.includes(url)) anchors.unshift(url);
}

/** For a worker process, which resolves as its parent does. */
export const knownAnchors = (): readonly string[] => [...anchors];

async function prepare(): Promise<void> {
  // Running from sources, TypeScript is registered already, and a second registration would load every file of ours twice.
  if (!import.meta.url.endsWith('.ts')) (await import('tsx/esm/api')).register();
  const { registerHooks } = nodeModule as SynchronousHooks;
  if (registerHooks) {
    resolveHooks.initialize({ anchors });
    registerHooks({ resolve: resolveHooks.resolve });
  } else {
    const file = import.meta.url.endsWith('.ts') ? './resolve-hooks.ts' : './resolve-hooks.js';
    nodeModule.register(file, import.meta.url, { data: { anchors } });
  }
}

/**
 * The default export of a user's file (an experiment, a critic), TypeScript or JavaScript. The one way such a file enters the process, in
 * the command line and in workers.
 *
 * @param argument - what names the file, for error messages: `FILE`, `sweep.critic`
 * @throws InputError where the file is missing, is no module, throws, imports what is not there or has no default export; an `InputError` of its own passes through
 */
export async function loadDefault(url: string, argument: string): Promise<unknown> {
  const path = fileURLToPath(url);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new InputError({
      argument,
      value: path,
      problem: found ? 'is no file' : 'does not exist',
      remedy: 'check the path',
    });
  if (!MODULE.test(path))
    throw new InputError({
      argument,
      value: path,
      problem: 'is no TypeScript or JavaScript file',
      remedy: 'give a .ts, .mts, .js or .mjs file',
    });
  ready ??= prepare();
  await ready;
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(/* @vite-ignore */ url)) as { default?: unknown };
  } catch (error) {
    throw loadFailure(error, path, argument);
  }
  if (loaded.default === undefined)
    throw new InputError({
      argument,
      value: path,
      problem: 'has no default export',
      remedy: 'end it with `export default ...`',
    });
  return loaded.default;
}
