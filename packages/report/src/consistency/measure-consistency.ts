import { type CellRecord, canonicalJson, type JsonObject, mean } from '@minebench/core';
import { distinguishingFields } from '../groups/distinguishing-fields.ts';
import { meanOverSeeds } from '../groups/seed-mean.ts';
import type { EstimateRow, Setting } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { seriesName } from '../theme/names.ts';
import {
  type ConsistencyMeasurement,
  type ConsistencyOptions,
  consistencyDefaults,
} from './consistency-measurement.ts';
import { type Identity, identitiesOf } from './identities.ts';
import { judgeConsistency } from './judge-consistency.ts';

const taskOf = (row: EstimateRow): JsonObject => ({ id: row.task, ...(JSON.parse(row.taskOptions) as JsonObject) });

/** What is left of a setting once its task is taken out: what must agree between estimates that are compared. */
function regimeOf(row: EstimateRow): Setting {
  const ofTask = new Set(['task', ...Object.keys(JSON.parse(row.taskOptions) as JsonObject)]);
  return Object.fromEntries(Object.entries(row.setting).filter(([field]) => !ofTask.has(field)));
}

const seedsOf = ({ dataSeed, initSeed }: EstimateRow): string => `${dataSeed} ${initSeed}`;

function measure(
  identity: Identity,
  estimator: Pick<ConsistencyMeasurement, 'estimator' | 'estimatorId'>,
  rowsOf: (task: string) => readonly EstimateRow[],
  options: ConsistencyOptions,
): ConsistencyMeasurement {
  const { level = consistencyDefaults.level } = options;
  const rows = rowsOf(identity.task);
  const partners = identity.against.map((task) => new Map(rowsOf(task).map((row) => [seedsOf(row), row])));
  const paired = rows.map((row) => ({ row, others: partners.map((partner) => partner.get(seedsOf(row))) }));
  const there = [...new Set([...rows, ...partners.flatMap((partner) => [...partner.values()])])];
  const values = paired.flatMap(({ row, others }) => {
    const readings = others.map((other) => (other?.status === 'completed' ? other.nats : null));
    if (row.status !== 'completed' || row.nats === null || readings.some((nats) => nats === null)) return [];
    const expected = readings.reduce<number>((sum, nats) => sum + nats!, 0);
    return [{ dataSeed: row.dataSeed, initSeed: row.initSeed, estimate: row.nats, expected }];
  });
  const differences = values.map(({ estimate, expected, ...seeds }) => ({ ...seeds, value: estimate - expected }));
  const found = differences.length === 0 ? null : meanOverSeeds(differences, level);
  const expected = values.length === 0 ? null : mean(values.map((value) => value.expected));
  const truths = [rows[0]?.truth ?? null, ...partners.map((partner) => [...partner.values()][0]?.truth ?? null)];
  const measured = {
    check: identity.check,
    ...estimator,
    name: identity.name,
    estimate: values.length === 0 ? null : mean(values.map((value) => value.estimate)),
    expected,
    difference: found?.mean ?? null,
    standardError: found?.standardError ?? null,
    interval: found?.interval ?? null,
    tolerance:
      expected === null
        ? null
        : Math.max(
            options.absolute ?? consistencyDefaults.absolute,
            (options.relative ?? consistencyDefaults.relative) * Math.abs(expected),
          ),
    pairs: values.length,
    diverged: there.filter(({ status }) => status === 'diverged').length,
    failed: there.filter(({ status }) => status === 'failed').length,
    unpaired: paired.filter(({ others }) => others.some((other) => other === undefined)).length,
    trueDifference: truths.every((truth) => truth !== null)
      ? truths.slice(1).reduce<number>((rest, truth) => rest - truth!, truths[0]!)
      : null,
  };
  return { ...measured, ...judgeConsistency(measured, options) };
}

/**
 * Every estimator of the records held to every identity among their tasks. Only estimates are compared with each other, replicate by replicate: the same seeds on
 * both sides of an identity, everything but the task the same.
 */
export function measureConsistency(
  records: readonly CellRecord[],
  options: ConsistencyOptions = {},
): ConsistencyMeasurement[] {
  const rows = select(toRows(records), options.where);
  const tasks = new Map(rows.map((row) => [canonicalJson(taskOf(row)), taskOf(row)]));
  const identities = identitiesOf([...tasks.values()]);
  const regimes = new Map<string, EstimateRow[]>();
  for (const row of rows) {
    const key = canonicalJson(regimeOf(row));
    regimes.set(key, [...(regimes.get(key) ?? []), row]);
  }
  // The task differs on purpose: names are told apart by the rest.
  const fields = distinguishingFields(rows.map((row) => ({ ...row, setting: regimeOf(row) })));
  return [...regimes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const setting = regimeOf(members[0]);
      const estimator = { estimator: seriesName(setting, fields), estimatorId: members[0].estimator };
      const rowsOf = (task: string) => members.filter((row) => canonicalJson(taskOf(row)) === task);
      return identities.map((identity) => measure(identity, estimator, rowsOf, options));
    });
}
