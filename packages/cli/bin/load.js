import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';

/** The module of the command line. In a clone the sources are run as they are: tsx strips the types, and the condition leads from package to package's sources. */
export async function load() {
  if (!existsSync(new URL('../src/main.ts', import.meta.url))) return import('../dist/main.js');
  const { register } = await import('tsx/esm/api');
  register();
  const resolve = (specifier, context, next) =>
    next(specifier, { ...context, conditions: ['@minebench/source', ...context.conditions] });
  if (nodeModule.registerHooks) nodeModule.registerHooks({ resolve });
  else nodeModule.register(`data:text/javascript,${encodeURIComponent(`export const resolve = ${resolve}`)}`);
  return import('../src/main.ts');
}
