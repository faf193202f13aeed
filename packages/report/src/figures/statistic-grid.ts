import type { JsonObject } from '@minebench/core';
import { compareValues, type ReplicateGroup } from '../groups/replicates.ts';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { fieldOf } from '../rows/where.ts';
import { axisTitle, fieldEquals } from '../theme/names.ts';
import { dodge } from './dodge.ts';
import { lostMark } from './lost-marks.ts';
import { type Series, seriesOf } from './series.ts';
import { type StatisticPoint, statisticPanel } from './statistic-panel.ts';

/** What one row of panels shows of each group of replicates. */
export interface GridRow<Group> {
  /** Of the vertical axis, with its unit. */
  readonly title: string;
  readonly about: 'zero' | 'floor';
  /** `null` where the group cannot tell. */
  of(group: Group): { readonly value: number | null; readonly low: number | null; readonly high: number | null };
  /** The scale that numbers are seen on, from the largest true information of a column. */
  readonly span?: (truth: number) => number;
  /** True where cells that gave no estimate are marked. */
  readonly marksLost?: boolean;
}

export interface GridOptions {
  /** The field on the horizontal axis; where absent, the first that varies. */
  readonly x?: string | undefined;
  /** The field with a column of panels for each of its values, or a row where these are more than two. */
  readonly facet: string;
}

interface Grouped extends ReplicateGroup {
  readonly completed: number;
  readonly truth: number | null;
}

/** Sizes double from value to value: a logarithmic axis spaces them evenly. */
const logarithmic = new Set(['n', 'batchSize', 'referenceSize']);

const candidates = ['rho', 'truth', 'batchSize', 'n', 'referenceSize', 'dimension'] as const;

/** The first field that takes more than one value within a panel. */
export function defaultAxis(rows: readonly EstimateRow[], facet: string): string {
  const varies = (field: string): boolean => {
    const valuesByPanel = new Map<unknown, Set<unknown>>();
    for (const row of rows) {
      const panel = fieldOf(row, facet);
      valuesByPanel.set(panel, (valuesByPanel.get(panel) ?? new Set()).add(fieldOf(row, field)));
    }
    return [...valuesByPanel.values()].some((values) => values.size > 1);
  };
  return candidates.find((field) => field !== facet && varies(field)) ?? 'rho';
}

function pointsOf<Group extends Grouped>(
  groups: readonly Group[],
  row: GridRow<Group>,
  x: string,
  series: Series,
): StatisticPoint[] {
  const log = logarithmic.has(x);
  const positionOf = (group: Group): number => Number(fieldOf(group.rows[0], x));
  const onAxis = (value: number): number => (log ? Math.log2(value) : value);
  const shift = dodge(
    groups.map((group) => onAxis(positionOf(group))),
    series.names.length,
  );
  return groups.map((group) => {
    const at = onAxis(positionOf(group)) + shift(series.index(group.setting));
    const name = series.name(group.setting);
    const drawn = log ? 2 ** at : at;
    const lost = row.marksLost ? lostMark(drawn, 0, name, group.rows) : null;
    return {
      series: name,
      position: positionOf(group),
      x: drawn,
      completed: group.completed,
      truth: group.truth,
      lost: lost?.label ?? null,
      reason: lost?.reason ?? null,
      ...row.of(group),
    };
  });
}

/** Of one panel of a grid: its size, and which of the grid's texts it bears. */
interface PanelShape {
  readonly width: number;
  readonly height: number;
  readonly isLast: boolean;
  readonly isTitled: boolean;
  readonly isHeaded: boolean;
}

/**
 * A grid of panels: a row a statistic, a column a value of the facet (of more than two values the other way round), a colour an estimator, each point with its interval. `null` where no row has a number on the
 * horizontal axis.
 */
export function statisticGrid<Group extends Grouped>(
  selected: readonly EstimateRow[],
  summarize: (rows: readonly EstimateRow[]) => readonly Group[],
  gridRows: readonly GridRow<Group>[],
  options: GridOptions,
): { readonly drawing: JsonObject; readonly rows: readonly EstimateRow[]; readonly groups: readonly Group[] } | null {
  const { facet } = options;
  const x = options.x ?? defaultAxis(selected, facet);
  const rows = selected.filter((row) => typeof fieldOf(row, x) === 'number');
  if (rows.length === 0) return null;
  const groups = summarize(rows);
  const values = [...new Set(rows.map((row) => fieldOf(row, facet)))].sort(compareValues);
  const series = seriesOf(rows, [x, facet], values.length === 1);
  const panel = (row: GridRow<Group>, value: (typeof values)[number], shape: PanelShape): JsonObject => {
    const members = groups.filter((group) => fieldOf(group.rows[0], facet) === value);
    const truth = Math.max(0, ...members.flatMap((group) => (group.truth === null ? [] : [group.truth])));
    const { width, height } = shape;
    return statisticPanel(
      pointsOf(members, row, x, series),
      series,
      { title: shape.isLast ? axisTitle(x) : null, logarithmic: logarithmic.has(x), width, height },
      row.span ? row.span(truth) : truth,
      {
        title: shape.isTitled ? row.title : null,
        about: row.about,
        named: series.named,
        ...(shape.isHeaded && values.length > 1 ? { heading: fieldEquals(facet, value) } : {}),
      },
    );
  };
  // three columns of values and their labels are wider than a journal's: there each has its row, and each statistic its column
  const turned = values.length > 2;
  const panels = turned
    ? values.flatMap((value, rank) =>
        gridRows.map((row) => {
          const isLast = rank === values.length - 1;
          return panel(row, value, { width: 128, height: 140, isLast, isTitled: true, isHeaded: true });
        }),
      )
    : gridRows.flatMap((row, rank) =>
        values.map((value, column) => {
          const isLast = rank === gridRows.length - 1;
          const width = values.length === 1 ? 275 : 149;
          return panel(row, value, { width, height: 160, isLast, isTitled: column === 0, isHeaded: rank === 0 });
        }),
      );
  const drawing = {
    columns: turned ? gridRows.length : values.length,
    concat: panels,
    resolve: { scale: { color: 'shared', shape: 'shared' } },
  };
  return { drawing, rows, groups };
}
