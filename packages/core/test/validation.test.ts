import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { InputError, parse } from '../src/index.ts';

const schema = z.strictObject({
  steps: z
    .number({ error: 'give a positive integer' })
    .int('give a positive integer')
    .positive('give a positive integer'),
  nested: z.strictObject({ sizes: z.array(z.number({ error: 'give numbers' })) }).optional(),
});
const message = (value: unknown, path = 'sweep'): string => {
  try {
    parse(schema, value, path);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error(`${JSON.stringify(value)} was accepted`);
};

describe('parse', () => {
  test('returns what is valid, defaults filled', () => {
    expect(parse(z.strictObject({ a: z.number().default(3) }), {}, 'options')).toEqual({ a: 3 });
  });

  test('names field, value and remedy', () => {
    expect(message({ steps: -2 })).toBe('sweep.steps -2 is not valid; give a positive integer');
    expect(message({ steps: 1.5 })).toBe('sweep.steps 1.5 is not valid; give a positive integer');
    expect(message({ steps: 1, nested: { sizes: [1, 'two'] } })).toBe(
      'sweep.nested.sizes[1] "two" is not valid; give numbers',
    );
  });

  test('says what is missing', () => {
    expect(message({})).toBe('sweep.steps is missing; give a positive integer');
  });

  test('suggests the known field for a misspelt one, lists them where none is near', () => {
    expect(message({ steps: 1, nestd: {} })).toBe('sweep.nestd is no known field; did you mean nested?');
    expect(message({ steps: 1, quadrature: {} })).toBe('sweep.quadrature is no known field; use one of steps, nested');
  });

  test('without a root the path begins at the field', () => {
    expect(message({ steps: 0 }, '')).toContain('steps 0 is not valid');
  });
});
