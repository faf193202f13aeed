import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { subsetFont } from './subset-font.ts';

const require = createRequire(import.meta.url);

/** Letters that browsers replace by a formula's italic ones, by first code point of either alphabet: MathML Core, text-transform `math-auto`. */
const italics: readonly (readonly [from: number, count: number, to: number])[] = [
  [0x41, 26, 0x1d434],
  [0x61, 26, 0x1d44e],
  [0x391, 25, 0x1d6e2],
  [0x3b1, 25, 0x1d6fc],
];

/** The italic h has had its place before the others. */
const PLANCK = 0x210e;

/** Drawn by the browser around what is under a root; it stands in no text. */
const RADICAL = 0x221a;

function codePoints(html: string): Set<number> {
  const found = new Set<number>();
  for (const [math] of html.matchAll(/<math[\s\S]*?<\/math>/g)) {
    if (/<m(sqrt|root)\b/.test(math)) found.add(RADICAL);
    const letters = math.replace(/<annotation[\s\S]*?<\/annotation>|<[^>]*>/g, '');
    for (const letter of letters.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) {
      const code = letter.codePointAt(0)!;
      found.add(code);
      for (const [from, count, to] of italics)
        if (code >= from && code < from + count) found.add(code === 0x68 ? PLANCK : to + code - from);
    }
  }
  return found;
}

let file: Buffer | undefined;

/** A font for the formulas of a page, in base64: the letters that it uses, and what their signs grow into. */
export function mathFont(html: string): string {
  file ??= readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuMathTeXGyre.ttf'));
  return subsetFont(file, codePoints(html)).toString('base64');
}
