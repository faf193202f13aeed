import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainExperiment, estimateExperiment } from './support/experiments.ts';
import { newFolder, writeFiles } from './support/folders.ts';
import { type HostedCli, hostCli } from './support/run-cli.ts';

let folder: string;
let cli: HostedCli;
beforeAll(async () => {
  folder = newFolder();
  writeFiles(folder, {
    'estimates.ts': estimateExperiment(`{
      task: 'gaussian', rho: [0, 0.5], n: 200, batchSize: 32, bound: ['dv', 'mine'], critic: { id: 'joint-mlp', hidden: [4] },
      protocol: { steps: 40, selectEvery: 10, selectionSize: 100, evaluationSize: 100, evaluationReferences: 100 },
    }`),
    'chain.ts': chainExperiment({ seeds: 3, throwing: [1] }),
  });
  cli = hostCli(folder);
  expect((await cli.run(['run', 'estimates.ts', '--workers', '1'])).code).toBe(0);
  expect((await cli.run(['run', 'chain.ts', '--workers', '1'])).code).toBe(3);
});
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true, force: true });
});

async function query(text: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(text)).getRowsJson() as unknown[][];
}

const records = (): {
  cell: { dataSeed: number };
  result: { evaluation: { nats: number }; minibatch: { mean: number[] } };
}[] =>
  readdirSync(join(folder, 'runs/estimates'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, 'runs/estimates', name), 'utf8')));

describe('minebench export', () => {
  it.each(['parquet', 'csv', 'jsonl'])('to %s holds the numbers of the records, to the last bit', async (format) => {
    const file = join(folder, `results.${format}`);
    expect(await cli.run(['export', 'estimates.ts', '--out', file])).toMatchObject({ code: 0 });
    const rows = await query(`select nats, minibatchMean::double[] from '${file}' order by cell`);
    expect(rows).toEqual(records().map(({ result }) => [result.evaluation.nats, result.minibatch.mean]));
  });

  it('to Parquet has typed columns and curves as lists', async () => {
    const file = join(folder, 'typed.parquet');
    await cli.run(['export', 'estimates.ts', '--out', file]);
    const types = Object.fromEntries(
      (await query(`select column_name, column_type from (describe select * from '${file}')`)) as [string, string][],
    );
    expect(types).toMatchObject({ nats: 'DOUBLE', fresh: 'BOOLEAN', estimator: 'VARCHAR', minibatchMean: 'DOUBLE[]' });
  });

  it('holds failures with their reason, and what other procedures found', async () => {
    const file = join(folder, 'chain.jsonl');
    await cli.run(['export', 'chain.ts', '--out', file]);
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ status }) => status)).toEqual(['completed', 'completed', 'failed']);
    expect(JSON.parse(rows[2].resultJson)).toMatchObject({ reason: 'seed 1 does not please' });
  });

  it('is one line where the format is none, or there is no record', async () => {
    expect(await cli.run(['export', 'chain.ts', '--out', 'chain.xls'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--out "chain.xls" names no format; end it with .parquet, .csv, .jsonl'),
    });
    expect(await cli.run(['export', 'chain.ts', '--store', 'nowhere', '--out', 'none.csv'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has no record of this experiment'),
    });
    expect(readdirSync(folder).filter((name) => name.includes('none.csv'))).toEqual([]);
  });
});

describe('minebench sql', () => {
  it('answers from the records, and from a file that was exported', async () => {
    const count = 'select estimator, count(*)::int as cells from results group by estimator order by estimator';
    const { stdout, code } = await cli.run(['sql', 'estimates.ts', count]);
    const table = 'estimator  cells\n─────────  ─────\ndv             2\nmine           2\n';
    expect({ code, stdout }).toEqual({ code: 0, stdout: table });
    await cli.run(['export', 'estimates.ts', '--out', 'asked.parquet']);
    const json = await cli.run(['sql', 'asked.parquet', count, '--json']);
    expect(json.stdout).toBe('{"estimator":"dv","cells":2}\n{"estimator":"mine","cells":2}\n');
  });

  it('says in one line what DuckDB refuses', async () => {
    expect(await cli.run(['sql', 'estimates.ts', 'select nothing from results'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^minebench: QUERY "select nothing from results" is refused by DuckDB: .*nothing.*\n$/,
      ),
    });
  });
});
