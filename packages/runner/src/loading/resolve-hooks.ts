/**
 * Module resolution for files that users write. Their imports of minebench's packages and of TensorFlow.js lead to the copies that this process
 * runs, wherever the file lies: one instance of each, and the one that the code fingerprint speaks of. Their TypeScript is ESM with or
 * without a package.json that says so.
 *
 * Runs in the process itself where Node has `registerHooks`, in its hooks thread otherwise: this file imports nothing.
 */

interface Resolved {
  readonly url: string;
  readonly format?: string | null;
}

interface ResolveContext {
  readonly parentURL?: string | undefined;
}

type Next = (specifier: string, context: ResolveContext) => Resolved | Promise<Resolved>;

export interface HookData {
  /** File URLs of modules that can resolve our packages, tried in order. */
  readonly anchors: readonly string[];
}

const OURS = /^(@minebench\/[^/]+|@tensorflow\/tfjs|zod)$/;
const TYPESCRIPT = /\.tsx?(\?|$)/;

let anchors: readonly string[] = [];

export function initialize(data: HookData): void {
  anchors = data.anchors;
}

const asModule = (found: Resolved): Resolved =>
  found.format?.startsWith('commonjs') && TYPESCRIPT.test(found.url) && !found.url.includes('/node_modules/')
    ? { ...found, format: found.format.replace('commonjs', 'module') }
    : found;

export function resolve(specifier: string, context: ResolveContext, next: Next): Resolved | Promise<Resolved> {
  const parents = OURS.test(specifier) ? [...anchors, context.parentURL] : [context.parentURL];
  const attempt = (index: number): Resolved | Promise<Resolved> => {
    const last = index === parents.length - 1;
    try {
      const found = next(specifier, { ...context, parentURL: parents[index] });
      if (!(found instanceof Promise)) return asModule(found);
      return found.then(asModule, (error) => {
        if (last) throw error;
        return attempt(index + 1);
      });
    } catch (error) {
      if (last) throw error;
      return attempt(index + 1);
    }
  };
  return attempt(0);
}
