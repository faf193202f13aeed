import { describe, expect, it } from 'vitest';
import { cellLabels } from '../../src/experiment/labels.ts';
import { selectCells } from '../../src/experiment/only.ts';
import { defineExperiment, type PlannedCell, planExperiment } from '../../src/index.ts';

const experiment = defineExperiment({
  id: 'x',
  title: 'x',
  question: 'x',
  sweep: {
    task: 'gaussian',
    rho: [0, 0.5],
    n: 100,
    batchSize: 32,
    bound: ['dv', { id: 'mine', decay: 0.9 }],
    baseline: 'ksg',
    dataSeed: [0, 1],
  },
});

const plan = () => planExperiment(experiment, { experimentUrl: import.meta.url });

describe('--only', () => {
  it.each([
    ['rho=0.5', 6],
    ['rho=0.50,dataSeed=1', 3],
    ['bound=dv', 4],
    ['bound.decay=0.9', 4],
    ['estimator.bound.id=mine', 4],
    ['kind=baseline', 4],
    ['task=gaussian', 12],
    ['engine=host', 4],
  ])('%s takes %d cells', async (filter, count) => {
    expect(selectCells(await plan(), filter)).toHaveLength(count);
  });

  it('takes a cell by the beginning of its name', async () => {
    const cells = await plan();
    expect(selectCells(cells, `cell=${cells[3].name.slice(0, 20)}`)).toEqual([cells[3]]);
  });

  it.each([
    ['roh=0.5', '--only "roh" is no field of these cells; did you mean rho?'],
    ['rho', '--only "rho" is no condition; write field=value'],
    ['', '--only "" is no condition'],
    ['rho=0.7', '--only "rho=0.7" matches none of the 12 cells'],
    ['rho=', 'matches none'],
  ])('refuses %j', async (filter, message) => {
    const cells = await plan();
    expect(() => selectCells(cells, filter)).toThrow(message);
  });
});

describe('labels', () => {
  it('name the fields by which cells differ, each its own', async () => {
    const cells = await plan();
    const labels = cellLabels(cells);
    const about = (cell: PlannedCell) => labels.of(cell.name);
    expect(about(cells[0])).toMatch(/rho=0\b.*bound=dv.*dataSeed=0/);
    expect(about(cells[0])).not.toContain('gaussian');
    expect(new Set(cells.map(about)).size).toBe(cells.length);
  });
});
