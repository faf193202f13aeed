import { canonicalJson, type Experiment, type ExperimentSweep, type Json } from '@minebench/core';

/** Values of a field, or that it is left to its default. */
type Values = readonly Json[] | undefined;
type Fields = ReadonlyMap<string, Values>;

/** Lists of a field are its values; a member that is itself an object is one value, but for a lone protocol or choice, whose options are fields of their own. */
function fieldsOf({ procedure, sweep }: ExperimentSweep): Fields {
  const fields = new Map<string, Values>([['procedure', [procedure.id]]]);
  const visit = (value: unknown, path: string): void => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      for (const [key, member] of Object.entries(value)) visit(member, `${path}.${key}`);
    else fields.set(path, (Array.isArray(value) ? value : [value]) as Json[]);
  };
  for (const [key, value] of Object.entries(sweep)) if (value !== undefined) visit(value, key);
  return fields;
}

const same = (a: Values, b: Values): boolean => JSON.stringify(a) === JSON.stringify(b);

const differing = (a: Fields, b: Fields): string[] =>
  [...new Set([...b.keys(), ...a.keys()])].filter((name) => !same(a.get(name), b.get(name)));

/** The sweep among `candidates` that a sweep differs from in the fewest fields; the first of several. */
function likest(fields: Fields, candidates: readonly Fields[]): Fields | undefined {
  const differences = candidates.map((candidate) => differing(fields, candidate).length);
  return candidates[differences.indexOf(Math.min(...differences))];
}

/** Longer lists are told by their length. */
const LONGEST = 40;

const grouped = (value: number): string =>
  Math.abs(value) >= 10_000 && Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : String(value);

const valueText = (value: Json): string =>
  typeof value === 'number' ? grouped(value) : typeof value === 'string' ? value : canonicalJson(value);

const isSeed = (name: string): boolean => /seed/i.test(name);

function instead(name: string, ours: Values, theirs: Values): string {
  if (ours === undefined) return `${name}: its default instead of ${theirs!.map(valueText).join(', ')}`;
  if (theirs === undefined) return `${name}: ${ours.map(valueText).join(', ')} instead of its default`;
  const texts = [ours, theirs].map((values) => values.map(valueText).join(', '));
  const count = (values: readonly Json[]): string => `${values.length} value${values.length === 1 ? '' : 's'}`;
  const told =
    ours.length !== theirs.length && (isSeed(name) || texts.some((text) => text.length > LONGEST))
      ? [count(ours), String(theirs.length)]
      : texts;
  return `${name}: ${told[0]} instead of ${told[1]}`;
}

const called = (fields: Fields): string =>
  ['task', 'task.id', 'dimension', 'bound', 'baseline', 'baseline.id', 'procedure']
    .flatMap((name) => {
      const values = fields.get(name);
      return values && !(name === 'procedure' && values[0] === 'estimate') ? [values.map(valueText).join(', ')] : [];
    })
    .join(' ');

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
  const pairs = ours.map((fields, index) => {
    const partner = ours.length === full.length ? full[index] : likest(fields, full)!;
    return { fields, partner };
  });
  const sayings = new Map<string, number[]>();
  pairs.forEach(({ fields, partner }, index) => {
    for (const name of differing(fields, partner)) {
      const line = instead(name, fields.get(name), partner.get(name));
      sayings.set(line, [...(sayings.get(line) ?? []), index]);
    }
  });
  const lines = [...sayings].map(([line, of]) =>
    of.length === pairs.length ? line : `${line} (${of.map((index) => called(pairs[index].fields)).join('; ')})`,
  );
  const absent = full.filter((fields) => !pairs.some(({ partner }) => partner === fields));
  return [...lines, ...absent.map((fields) => `not run: ${called(fields)}`)];
}
