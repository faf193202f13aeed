import type { Figure, JsonObject } from '@minebench/core';
import { type FigureOptions, figureHead } from '../figures/figure-options.ts';
import { frameOf } from '../figures/frame.ts';
import { panelHeading } from '../figures/lost-marks.ts';
import { appearances, shade } from '../theme/palette.ts';
import { plural } from '../theme/plural.ts';
import {
  type ConsistencyMeasurement,
  type ConsistencyOptions,
  consistencyDefaults,
} from './consistency-measurement.ts';
import { type ConsistencyCheck, consistencyChecks } from './identities.ts';
import { measureConsistency } from './measure-consistency.ts';

export interface SelfConsistencyOptions extends FigureOptions, Omit<ConsistencyOptions, 'where'> {}

const headings: Readonly<Record<ConsistencyCheck, string>> = {
  independence: 'Independence: estimate where I = 0',
  'data-processing': 'Data processing: a link less the one before',
  additivity: 'Additivity: blocks less the sum of each',
  invariance: 'Invariance: image less its base',
};

const width = 330;
const rowHeight = 17;

const verdictMarks = { holds: '✓', fails: '✗', unresolved: '?' } as const;

function panel(check: ConsistencyCheck, all: readonly ConsistencyMeasurement[], color: JsonObject): JsonObject {
  const own = all.filter((measured) => measured.check === check);
  const names = [...new Set(own.map(({ name }) => name))];
  const estimators = [...new Set(all.map(({ estimator }) => estimator))];
  const shown = own.flatMap(({ difference, interval, tolerance, trueDifference }) =>
    [
      difference,
      tolerance,
      tolerance === null ? null : -tolerance,
      trueDifference,
      interval?.low,
      interval?.high,
    ].filter((value) => typeof value === 'number'),
  );
  const size = Math.max(...own.map(({ difference }) => Math.abs(difference ?? 0)), 0.02);
  const frame = frameOf(shown, [0], size);
  const [low, high] = frame.domain;
  const clip = (value: number): number => frame.place(value).at;
  const values = own.map((measured) => ({
    name: measured.name,
    estimator: measured.estimator,
    difference: measured.difference,
    shown: measured.difference === null ? null : clip(measured.difference),
    low: measured.interval === null ? null : clip(measured.interval.low),
    high: measured.interval === null ? null : clip(measured.interval.high),
    // a drop is no fault: data processing is tolerant below
    bandLow: measured.tolerance === null ? null : check === 'data-processing' ? low : clip(-measured.tolerance),
    bandHigh: measured.tolerance === null ? null : clip(measured.tolerance),
    truth: measured.trueDifference === null ? null : clip(measured.trueDifference),
    verdict: measured.verdict,
    mark: `${verdictMarks[measured.verdict]}${measured.diverged + measured.failed > 0 ? ' ×' : ''}`,
    why: measured.why,
    edge: high,
  }));
  const x = (field: string): JsonObject => ({
    field,
    type: 'quantitative',
    scale: frame.scale,
    axis: { title: 'difference (nats)', tickCount: 5, grid: false },
  });
  const y: JsonObject = {
    field: 'name',
    type: 'nominal',
    sort: names,
    axis: { title: null, labelLimit: 420, domain: false, ticks: false },
  };
  const yOffset: JsonObject = { field: 'estimator', type: 'nominal', sort: estimators, scale: { paddingOuter: 0.15 } };
  const place = { y, yOffset };
  const tooltip: JsonObject[] = ['estimator', 'name', 'difference', 'low', 'high', 'verdict', 'why'].map((field) => ({
    field,
    type: ['difference', 'low', 'high'].includes(field) ? 'quantitative' : 'nominal',
    ...(['difference', 'low', 'high'].includes(field) ? { format: '.4~f' } : {}),
  }));
  const data: JsonObject = { values: values as unknown as JsonObject[] };
  return {
    width,
    height: { step: rowHeight * estimators.length + 8, for: 'position' },
    data,
    layer: [
      {
        mark: { type: 'bar', style: 'tolerance', height: rowHeight - 3 },
        encoding: { x: x('bandLow'), x2: { field: 'bandHigh' }, ...place },
      },
      { mark: { type: 'rule', style: 'zero' }, encoding: { x: { ...x('zero'), datum: 0, field: undefined } } },
      {
        mark: { type: 'tick', style: 'truthMark', orient: 'vertical', size: 12, thickness: 1.6 },
        encoding: { x: x('truth'), ...place },
      },
      {
        mark: { type: 'rule', strokeWidth: 1.6 },
        encoding: { x: x('low'), x2: { field: 'high' }, ...place, color },
      },
      {
        mark: { type: 'point', style: 'mean', filled: true },
        encoding: { x: x('shown'), ...place, color, tooltip },
      },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 11 },
        encoding: { x: x('edge'), ...place, text: { field: 'mark' } },
      },
      panelHeading(headings[check], width),
    ].map((layer) => JSON.parse(JSON.stringify(layer)) as JsonObject),
  };
}

/**
 * Every estimator against every identity of the self-consistency suite: a panel a check, a row a comparison, the mean paired difference with its interval over
 * seeds, its tolerance behind it.
 */
export function selfConsistency(options: SelfConsistencyOptions): Figure {
  const { absolute, relative, level } = { ...consistencyDefaults, ...options };
  return {
    ...figureHead(options, {
      title: 'Self-consistency',
      caption: `Estimates compared with each other, replicate by replicate with the same seeds: marks are mean differences, bars their ${100 * level}% Student intervals over seeds. Grey: the tolerance, max(${absolute} nats, ${100 * relative}% of what is compared with); for data processing everything below it too. Black ticks: the difference of the true values, where they are known; no verdict uses them. At the right edge the verdict: ✓ holds, ✗ fails, ? unresolved; × where a replicate diverged or failed.`,
      alt: 'Four panels of horizontal intervals about zero, one for each law of mutual information: independence, data processing, additivity and invariance; one row a comparison, one colour an estimator.',
    }),
    draw(records): JsonObject | null {
      const all = measureConsistency(records, options);
      if (all.every(({ difference }) => difference === null)) return null;
      const looks = appearances(all.map(({ estimatorId }) => estimatorId));
      const ids = new Map(all.map(({ estimator, estimatorId }) => [estimator, estimatorId]));
      const estimators = [...ids.keys()];
      const range = estimators.map((name) => {
        const alike = estimators.filter((other) => ids.get(other) === ids.get(name));
        return shade(looks.get(ids.get(name)!)?.color ?? '#7F7F7F', alike.indexOf(name), alike.length);
      });
      const color: JsonObject = {
        field: 'estimator',
        type: 'nominal',
        scale: { domain: estimators, range },
        legend: { title: null, orient: 'top', columns: 3 },
      };
      const count = (verdict: string): number => all.filter((measured) => measured.verdict === verdict).length;
      const subtitle = `${plural(all.length, 'comparison')}: ${count('holds')} hold, ${count('fails')} fail, ${count('unresolved')} unresolved`;
      return {
        title: { text: this.title, subtitle: [subtitle] },
        vconcat: consistencyChecks
          .filter((check) => all.some((measured) => measured.check === check))
          .map((check) => panel(check, all, color)),
        spacing: 42,
        resolve: { scale: { color: 'shared', x: 'independent', y: 'independent', yOffset: 'independent' } },
      };
    },
  };
}
