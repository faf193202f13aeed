import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createStream, keyFromSeed } from '@minebench/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment, estimateExperiment } from './support/experiments.ts';
import { newFolder, snapshot, writeFiles } from './support/folders.ts';
import { type Ended, hostCli } from './support/run-cli.ts';

const folder = newFolder();
const store = join(folder, 'runs');
const cli = hostCli(folder);
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});

type Outcome = Pick<Ended, 'code' | 'stdout' | 'stderr'>;

/** What stands in a field as it should not, in JavaScript, but for values that some field takes. */
const junk = [
  'null',
  'true',
  'NaN',
  'Infinity',
  '-1.5',
  '1e300',
  "''",
  "'no\\nsuch\\u001b[2Jthing'",
  '[]',
  '[, 1.5]',
  '{}',
  '[[[]]]',
  '() => 1',
  '10n',
  'Symbol("s")',
  'new Date(NaN)',
];

/** Junk that a field takes: an empty list of readouts; as a protocol any object without fields of its own. */
const taken: Record<string, readonly string[]> = { readouts: ['[]'], protocol: ['{}', 'new Date(NaN)'] };

const fields = [
  ...['task', 'dimension', 'rho', 'mi', 'n', 'batchSize', 'references', 'referenceSize', 'bound', 'critic'],
  ...['optimizer', 'readouts', 'dataSeed', 'initSeed', 'seeds', 'engine', 'protocol', 'procedure'],
];

const base = "task: 'gaussian', rho: 0.5, n: 400, bound: 'dv'";

const inFields = fields.flatMap((field) =>
  junk
    .filter((value) => !taken[field]?.includes(value))
    .map((value) => ({
      says: new RegExp(`sweep\\.(${field}|task)`),
      text: estimateExperiment(`{ ${base}, ${field}: ${value} }`),
    })),
);

/** The text of a valid experiment with a piece taken out, or doubled, at a random place. */
function tornTexts(count: number): string[] {
  const whole = estimateExperiment(`{ ${base} }`);
  const stream = createStream(keyFromSeed(8));
  return Array.from({ length: count }, () => {
    const [start, length] = [stream.integer(whole.length), 1 + stream.integer(12)];
    const piece = whole.slice(start, start + length);
    return stream.integer(2) === 0
      ? whole.slice(0, start) + whole.slice(start + length)
      : whole.slice(0, start) + piece + whole.slice(start);
  });
}

describe('malformed experiment files', () => {
  let before: Record<string, string>;
  beforeAll(async () => {
    writeFiles(folder, { 'chain.ts': chainExperiment({ seeds: 3 }) });
    expect((await cli.run(['run', 'chain.ts', '--store', store])).code).toBe(0);
    before = snapshot(store);
    expect(Object.keys(before)).toHaveLength(3);
  });

  // A filter that no cell matches stands behind the plan: an experiment that is whole gets as far as that, and no cell runs.
  const planOnly = (file: string) => ['run', file, '--store', store, '--only', 'cell=none'];
  const PLANNED = '--only "cell=none" matches none';

  const tryAll = (texts: readonly string[], stem: string): Promise<Outcome[]> => {
    writeFiles(folder, Object.fromEntries(texts.map((text, index) => [`${stem}-${index}.ts`, text])));
    return Promise.all(texts.map((_, index) => cli.run(planOnly(`${stem}-${index}.ts`))));
  };

  const expectOneLine = ({ code, stdout, stderr }: Outcome) => {
    expect({ code, stdout, stderr }).toMatchObject({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^minebench: \S[^\n]*\n$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    expect(stderr.slice(0, -1)).not.toMatch(/[\u0000-\u001f]|\bat \S+:\d+:\d+|Invalid input/);
  };

  it(`of ${inFields.length} kinds, a wrong value in a field each: exit code 2, one line that names the field (or the task whose option it is), and no change in the store`, async () => {
    expect(inFields.length).toBeGreaterThan(200);
    const outcomes = await tryAll(
      inFields.map(({ text }) => text),
      'field',
    );
    for (const [index, { says }] of inFields.entries()) {
      expectOneLine(outcomes[index]);
      expect(outcomes[index].stderr).toMatch(says);
      expect(outcomes[index].stderr).not.toContain(PLANNED);
    }
    expect(snapshot(store)).toEqual(before);
  });

  it('with a piece of their text missing or there twice likewise, unless they are still whole', async () => {
    const outcomes = await tryAll(tornTexts(40), 'torn');
    for (const outcome of outcomes) expectOneLine(outcome);
    expect(outcomes.filter(({ stderr }) => !stderr.includes(PLANNED)).length).toBeGreaterThan(25);
    expect(snapshot(store)).toEqual(before);
  });
});
