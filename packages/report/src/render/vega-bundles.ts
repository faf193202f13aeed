import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** In the order in which they need each other. */
const bundles = ['vega', 'vega-lite', 'vega-embed'] as const;

/** No end tag and no comment may begin inside a script. In JavaScript the escaped forms say the same inside strings and regular expressions. */
const scriptSafe = (source: string): string => source.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');

/** The browser builds of Vega, to be written into the page: it loads nothing. */
export const vegaBundles = (): string[] =>
  bundles.map((name) => {
    const file = join(dirname(require.resolve(name)), `${name}.min.js`);
    return scriptSafe(readFileSync(file, 'utf8')).replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, '');
  });
