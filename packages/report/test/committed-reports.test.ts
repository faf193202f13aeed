import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { column, twoColumns, widthOf } from './journal-column.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Files of `reports/` that git has. */
const committed = execFileSync('git', ['ls-files', '-z', 'reports'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((name) => name !== '');

const named = (ending: string): string[] => committed.filter((name) => name.endsWith(ending));

describe('the reports that are committed', () => {
  it('are there: what follows is about something', () => {
    expect(named('.svg').length).toBeGreaterThan(5);
  });

  it.each([
    ['.svg', 300_000],
    ['.html', 6_000_000],
  ])('have no file %s of more than %i bytes', (ending, most) => {
    const large = named(ending).filter((name) => statSync(join(root, name)).size >= most);
    expect(large).toEqual([]);
  });

  it('fit a journal’s column, but for a map that takes two', () => {
    const limit = (name: string): number => (name === 'reports/choosing-an-estimator/errors.svg' ? twoColumns : column);
    const wide = named('.svg').filter((name) => widthOf(readFileSync(join(root, name), 'utf8')) > limit(name));
    expect(wide).toEqual([]);
  });

  it('are drawn with outlined text, and described', () => {
    for (const name of named('.svg')) {
      const svg = readFileSync(join(root, name), 'utf8');
      expect(svg, name).not.toContain('<text');
      expect(svg, name).toMatch(/<title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    }
  });
});
