import { z } from 'zod';
import { InputError } from './errors.ts';
import { nearest, suggestion } from './nearest.ts';

const at = (root: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    root,
  );

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (current, part) =>
      current === null || typeof current !== 'object' ? undefined : (current as Record<PropertyKey, unknown>)[part],
    value,
  );

interface Definition {
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly items?: readonly Schema[];
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
}

interface Schema {
  readonly def: Definition;
}

/** The schema of a value, or of one of its members: what optional, default and pipe wrap; undefined where the schema does not say. */
function schemaOf({ def }: Schema, value: unknown, part: PropertyKey | undefined): Schema | undefined {
  const inner = def.innerType ?? def.in;
  if (inner) return schemaOf(inner, value, part);
  if (def.discriminator && def.options) {
    const tag = (value as Record<string, unknown> | undefined)?.[def.discriminator];
    const tagOf = ({ def: { shape } }: Schema) => shape?.[def.discriminator!] as unknown as z.ZodType | undefined;
    const option = def.options.find((one) => tagOf(one)?.safeParse(tag).success);
    return option && schemaOf(option, value, part);
  }
  if (part === undefined) return { def };
  return def.shape?.[String(part)] ?? def.element ?? def.items?.[Number(part)] ?? def.valueType;
}

/** Fields of the object that a path leads to. */
function knownKeys(root: unknown, value: unknown, path: readonly PropertyKey[]): string[] {
  let schema: Schema | undefined = root as Schema;
  for (const [depth, part] of path.entries())
    schema = schema && schemaOf(schema, valueAt(value, path.slice(0, depth)), part);
  const shape = schema && schemaOf(schema, valueAt(value, path), undefined)?.def.shape;
  return shape ? Object.keys(shape) : [];
}

/** The noun of a remedy such as `give a positive integer` or `use batch or sample`. */
const EXPECTED = /^(?:give|use) (?!it\b)(.+)$/s;

/**
 * Validates a value against a schema. The first problem becomes an `InputError` that names the field's path, its value and what was expected;
 * an unknown key suggests the nearest known one.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const outcome = safely(schema, value, path);
  if (outcome.success) return outcome.data;
  // A misspelt field is told of before the one that it leaves missing.
  const issue = outcome.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? outcome.error.issues[0];
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    const remedy = suggestion(key, knownKeys(schema, value, issue.path));
    throw new InputError({ argument: at(path, [...issue.path, key]), problem: 'is no known field', remedy });
  }
  if (issue.code === 'custom' && issue.params?.inputError instanceof InputError)
    throw issue.params.inputError.within(at(path, issue.path));
  const found = valueAt(value, issue.path);
  const argument = at(path, issue.path);
  if (found === undefined) throw new InputError({ argument, problem: 'is missing', remedy: issue.message });
  const values = issue.code === 'invalid_value' ? issue.values.filter((one) => typeof one === 'string') : [];
  if (typeof found === 'string' && nearest(found, values).length > 0)
    throw new InputError({ argument, value: found, problem: 'is not known', remedy: suggestion(found, values) });
  const expected = EXPECTED.exec(issue.message)?.[1];
  throw new InputError(
    expected === undefined
      ? { argument, value: found, problem: 'is not valid', remedy: issue.message }
      : { argument, value: found, expected },
  );
}

/**
 * What a check within a schema makes of the options. Where it throws an `InputError`, that is the schema's issue, and `parse` throws it as seen from outside:
 * argument `base.rho` within `sweep.task` becomes `sweep.task.base.rho`.
 */
export function checked<T>(context: z.RefinementCtx, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.addIssue({ code: 'custom', message: error.message, params: { inputError: error } });
    return z.NEVER;
  }
}

/** Looking at a value may throw: a getter, a proxy, a value nested so deeply that the stack does not hold it. */
function safely<T>(schema: z.ZodType<T>, value: unknown, path: string) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    throw new InputError({
      argument: path,
      problem: `cannot be read: ${error instanceof Error ? error.message : 'it threw'}`,
      remedy: 'give plain values',
    });
  }
}
