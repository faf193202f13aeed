import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './package-boundaries.ts';

/** What a page asks its reader to do, in order: write a file, or type a command. */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'command'; readonly words: readonly string[] };

/** Those of docs/, by their paths in the repository. */
export const pages: readonly string[] = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => join('docs', name));

const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/gm;

/**
 * Files and commands of a page: fenced blocks of TypeScript that begin with a comment that names the file, and lines of fenced shell blocks.
 * @throws Error for a block of TypeScript without a name, which nobody could run
 */
export function stepsOf(page: string): Step[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(BLOCK)].flatMap(([, language, body]): Step[] => {
    if (language === 'ts') {
      const name = /^\/\/ (\S+\.ts)\n/.exec(body)?.[1];
      if (!name) throw new Error(`${page}: a block of TypeScript names no file: ${body.split('\n', 1)[0]}`);
      return [{ kind: 'file', name, text: body }];
    }
    if (language !== 'sh') return [];
    return body
      .trim()
      .split('\n')
      .map((line) => ({ kind: 'command', words: wordsOf(line) }));
  });
}

/** Words of a shell line: quotes keep spaces together. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare);

/** Links of a page to files of this repository. */
export const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target]) => target).filter((target) => !/^[a-z]+:/.test(target));
