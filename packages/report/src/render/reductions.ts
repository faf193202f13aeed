import { canonicalJson, type Experiment, type ExperimentSweep, type Json } from '@minebench/core';

/** Fields of a sweep, its procedure among them. */
type Fields = Readonly<Record<string, unknown>>;

interface Difference {
  readonly name: string;
  /** Values of the field; undefined where it is left to its default. */
  readonly ours: readonly Json[] | undefined;
  readonly theirs: readonly Json[] | undefined;
}

const fieldsOf = ({ procedure, sweep }: ExperimentSweep): Fields => ({ procedure: procedure.id, ...sweep });

const isPlain = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valuesOf = (value: unknown): readonly Json[] | undefined =>
  value === undefined ? undefined : ((Array.isArray(value) ? value : [value]) as readonly Json[]);

/** Members of two objects are compared one by one, everything else as the values of its field. */
function differences(ours: Fields, theirs: Fields, path = ''): Difference[] {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return names.flatMap((key): Difference[] => {
    const [a, b] = [ours[key], theirs[key]];
    const name = `${path}${key}`;
    if (isPlain(a) && isPlain(b) && a.id === b.id) return differences(a, b, `${name}.`);
    const [left, right] = [valuesOf(a), valuesOf(b)];
    return JSON.stringify(left) === JSON.stringify(right) ? [] : [{ name, ours: left, theirs: right }];
  });
}

/** The sweep among `candidates` that a sweep differs from in the fewest fields; the first of several. */
function likest(fields: Fields, candidates: readonly Fields[]): Fields {
  const counts = candidates.map((candidate) => differences(fields, candidate).length);
  return candidates[counts.indexOf(Math.min(...counts))];
}

/** Lists of different lengths that take more characters are told by their lengths. */
const LONGEST = 60;

const grouped = (value: number): string =>
  Math.abs(value) >= 10_000 && Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : String(value);

/** A choice as the command line takes it: `joint-mlp:hidden=[64,64]`. */
function valueText(value: Json): string {
  if (typeof value === 'number') return grouped(value);
  if (typeof value === 'string') return value;
  if (!isPlain(value) || typeof value.id !== 'string') return canonicalJson(value);
  const { id, ...options } = value;
  const told = Object.entries(options).map(([name, option]) => `${name}=${canonicalJson(option as Json)}`);
  return told.length === 0 ? id : `${id}:${told.join(',')}`;
}

const isSeed = (name: string): boolean => /seed/i.test(name);

function instead({ name, ours, theirs }: Difference): string {
  if (ours === undefined) return `${name}: its default instead of ${theirs!.map(valueText).join(', ')}`;
  if (theirs === undefined) return `${name}: ${ours.map(valueText).join(', ')} instead of its default`;
  const texts = [ours, theirs].map((values) => values.map(valueText).join(', '));
  const counted = ours.length !== theirs.length && (isSeed(name) || texts.some((text) => text.length > LONGEST));
  if (!counted) return `${name}: ${texts[0]} instead of ${texts[1]}`;
  return `${name}: ${ours.length} value${ours.length === 1 ? '' : 's'} instead of ${theirs.length}`;
}

/** What tells sweeps apart for a reader, in this order. */
const TELLING = ['task', 'dimension', 'n', 'bound', 'baseline', 'critic', 'procedure'];

const idOf = (value: Json): string => (isPlain(value) && typeof value.id === 'string' ? value.id : valueText(value));

/** A sweep by the fields in which it differs from the others. */
function called(fields: Fields, all: readonly Fields[]): string {
  const told = TELLING.filter(
    (name) => name in fields && all.some((other) => JSON.stringify(other[name]) !== JSON.stringify(fields[name])),
  ).map((name) => `${name} ${[...new Set(valuesOf(fields[name])!.map(idOf))].join(', ')}`);
  return told.length === 0 ? `sweep ${all.indexOf(fields) + 1}` : told.join('; ');
}

/** What stands above the reductions. */
export const reducedHeading = ({ size = 'reference' }: Experiment): string =>
  `Run at its ${size} size. Against the published size (--size full):`;

/**
 * What an experiment at its size leaves out of its published size, a line a field: `n: 10,000 instead of 100,000`, `dataSeed: 3 values instead of 10`. Computed from the
 * sweeps; empty where nothing differs. Of several sweeps each is held to the most alike one; a line names its sweep where not all of them say it.
 */
export function reductions({ sweeps, sizes }: Experiment): string[] {
  if (!sizes) return [];
  const [ours, full] = [sweeps.map(fieldsOf), sizes.full.map(fieldsOf)];
  const partners = ours.map((fields, index) => (ours.length === full.length ? full[index] : likest(fields, full)));
  const sayings = new Map<string, number[]>();
  ours.forEach((fields, index) => {
    for (const difference of differences(fields, partners[index])) {
      const line = instead(difference);
      sayings.set(line, [...(sayings.get(line) ?? []), index]);
    }
  });
  const lines = [...sayings].map(([line, of]) =>
    of.length === ours.length ? line : `${line} (${of.map((index) => called(ours[index], ours)).join('; or ')})`,
  );
  const absent = full.filter((fields) => !partners.includes(fields));
  return [...lines, ...absent.map((fields) => `not run: ${called(fields, full)}`)];
}
