#!/usr/bin/env node
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';

// In a clone the sources are run as they are: tsx strips the types, and the condition leads from package to package's sources.
const inClone = existsSync(new URL('../src/main.ts', import.meta.url));
if (inClone) {
  const { register } = await import('tsx/esm/api');
  register();
  const resolve = (specifier, context, next) =>
    next(specifier, { ...context, conditions: ['@minebench/source', ...context.conditions] });
  if (nodeModule.registerHooks) nodeModule.registerHooks({ resolve });
  else nodeModule.register(`data:text/javascript,${encodeURIComponent(`export const resolve = ${resolve}`)}`);
}

const { main } = await import(inClone ? '../src/main.ts' : '../dist/main.js');
main(process.argv.slice(2));
