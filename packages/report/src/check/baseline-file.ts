import { createHash } from 'node:crypto';
import { canonicalJson, InputError, type Json, type JsonObject } from '@minebench/core';
import { z } from 'zod';
import { type Baseline, type BaselineComparison, summarizeErrors } from './baseline.ts';

const VERSION = 1;

const numbers = z.array(z.number().nullable());
const texts = z.array(z.string());

const fileSchema = z.strictObject({
  format: z.literal('minebench baseline'),
  version: z.literal(VERSION),
  experiment: z.string(),
  made: z.strictObject({
    by: z.string(),
    commit: texts,
    code: texts,
    versions: z.record(z.string(), z.string()),
    machine: z.string(),
  }),
  kernel: z.string().nullable(),
  speed: z.array(z.strictObject({ estimator: z.string(), task: z.string(), kernels: z.array(z.number().positive()) })),
  protocols: z.array(z.record(z.string(), z.json())),
  comparisons: z.array(
    z.strictObject({
      task: z.string(),
      estimator: z.string(),
      engine: z.string(),
      protocol: z.int(),
      question: z.string(),
      truth: z.number().nullable(),
      mean: z.number().nullable(),
      variance: z.number().nullable(),
      meanSquaredError: z.number().nullable(),
      failureRate: z.number(),
      flop: z.number().nullable(),
      seconds: z.number(),
      dataSeeds: z.array(z.int()),
      initSeeds: z.array(z.int()),
      errors: numbers,
      flops: numbers,
      results: texts,
    }),
  ),
  checksum: z.string(),
});

type File = z.infer<typeof fileSchema>;

const checksumOf = ({ checksum: _, ...content }: File): string =>
  createHash('sha256')
    .update(canonicalJson(content as unknown as JsonObject))
    .digest('hex');

const short = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(6)));

const storedComparison = (
  { seeds, protocol, ...rest }: BaselineComparison,
  protocols: readonly string[],
): File['comparisons'][number] => {
  const { mean, variance, meanSquaredError, failureRate, flop } = summarizeErrors(seeds);
  return {
    task: rest.task,
    estimator: rest.estimator,
    truth: rest.truth,
    mean: short(mean),
    variance: short(variance),
    meanSquaredError: short(meanSquaredError),
    failureRate: short(failureRate)!,
    seconds: rest.seconds,
    flop: short(flop),
    engine: rest.engine,
    protocol: protocols.indexOf(canonicalJson(protocol)),
    question: rest.question,
    dataSeeds: seeds.map(({ dataSeed }) => dataSeed),
    initSeeds: seeds.map(({ initSeed }) => initSeed),
    errors: seeds.map(({ error }) => error),
    flops: seeds.map(({ flop: own }) => own),
    results: seeds.map(({ digest }) => digest),
  };
};

/** JSON with a line for each member, so that a review shows what changed. */
function readable(file: File): string {
  const line = (value: unknown): string => JSON.stringify(value);
  const members = Object.entries(file).map(([key, value]) => {
    if (key !== 'comparisons' && key !== 'speed') return ` ${line(key)}: ${line(value)}`;
    const items = (value as object[]).map((item) =>
      key === 'speed'
        ? `  ${line(item)}`
        : `  {\n${Object.entries(item)
            .map(([name, member]) => `   ${line(name)}: ${line(member)}`)
            .join(',\n')}\n  }`,
    );
    return ` ${line(key)}: [\n${items.join(',\n')}\n ]`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

/** The text of a baseline file. Its checksum tells whether it is whole and as it was made. */
export function encodeBaseline({ experiment, made, kernel, speed, comparisons }: Baseline): string {
  const protocols = [...new Set(comparisons.map(({ protocol }) => canonicalJson(protocol)))];
  const file: File = {
    format: 'minebench baseline',
    version: VERSION,
    experiment,
    made: made as File['made'],
    kernel,
    speed: speed as File['speed'],
    protocols: protocols.map((text) => JSON.parse(text) as Record<string, Json>) as File['protocols'],
    comparisons: comparisons.map((comparison) => storedComparison(comparison, protocols)),
    checksum: '',
  };
  // As it will be read: JSON has no -0, and knows no absent members.
  const plain = JSON.parse(JSON.stringify(file)) as File;
  return readable({ ...plain, checksum: checksumOf(plain) });
}

/**
 * Reads a baseline file.
 * @param name - of the file, for errors
 * @param remake - the command that makes it anew
 * @throws InputError where it is cut off, edited by hand, of another version or no baseline
 */
export function decodeBaseline(text: string, name: string, remake: string): Baseline {
  const refuse = (problem: string, remedy = `restore it from version control, or make it anew: ${remake}`) =>
    new InputError({ argument: 'baseline', value: name, problem, remedy });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(text.trim() === '' ? 'is empty' : 'is no whole JSON text: it was cut off or edited');
  }
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown };
  if (format !== 'minebench baseline') throw refuse('is no baseline', `make one: ${remake}`);
  if (version !== VERSION)
    throw refuse(
      `has format version ${String(version)}, and this minebench reads ${VERSION}`,
      `make it anew: ${remake}`,
    );
  const outcome = fileSchema.safeParse(value);
  if (!outcome.success) throw refuse(`is damaged: ${outcome.error.issues[0].path.join('.')} is not as it should be`);
  const file = outcome.data;
  if (checksumOf(value as File) !== file.checksum) throw refuse('was changed by hand: its checksum does not fit it');
  const { experiment, made, kernel, speed, protocols } = file;
  return {
    experiment,
    made,
    kernel,
    speed,
    comparisons: file.comparisons.map((stored) => ({
      question: stored.question,
      task: stored.task,
      estimator: stored.estimator,
      engine: stored.engine,
      protocol: protocols[stored.protocol] as JsonObject,
      truth: stored.truth,
      seconds: stored.seconds,
      seeds: stored.dataSeeds.map((dataSeed, index) => ({
        dataSeed,
        initSeed: stored.initSeeds[index],
        error: stored.errors[index],
        flop: stored.flops[index],
        digest: stored.results[index],
      })),
    })),
  };
}
