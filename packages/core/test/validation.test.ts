import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checked, InputError, parse } from '../src/index.ts';

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
    expect(message({ steps: -2 })).toBe('sweep.steps: expected a positive integer, got -2');
    expect(message({ steps: 1.5 })).toBe('sweep.steps: expected a positive integer, got 1.5');
    expect(message({ steps: 1, nested: { sizes: [1, 'two'] } })).toBe(
      'sweep.nested.sizes[1]: expected numbers, got "two"',
    );
  });

  test('says what is missing', () => {
    expect(message({})).toBe('sweep.steps is missing; give a positive integer');
  });

  test('suggests the known field for a misspelt one, lists them where none is near', () => {
    expect(message({ steps: 1, nestd: {} })).toBe('sweep.nestd is no known field; did you mean nested?');
    expect(message({ steps: 1, quadrature: {} })).toBe('sweep.quadrature is no known field; use one of steps, nested');
  });

  test('suggests the fields of the object that the misspelt one is in, however deep', () => {
    expect(message({ steps: 1, nested: { size: [1] } })).toBe(
      'sweep.nested.size is no known field; did you mean sizes?',
    );
    const shape = z.discriminatedUnion('id', [
      z.strictObject({ id: z.literal('disc'), radius: z.number() }),
      z.strictObject({ id: z.literal('square'), width: z.number() }),
    ]);
    const shapes = z.strictObject({ shapes: z.array(shape).default([]) });
    const parsed = (value: unknown) => () => parse(shapes, value, 'picture');
    expect(
      parsed({
        shapes: [
          { id: 'disc', radius: 1 },
          { id: 'square', width: 1, widht: 2 },
        ],
      }),
    ).toThrow('picture.shapes[1].widht is no known field; did you mean width?');
  });

  test('says of a value that cannot be looked at why', () => {
    const trap = {
      get steps(): number {
        throw new Error('hands off');
      },
    };
    expect(message(trap)).toBe('sweep cannot be read: hands off; give plain values');
  });

  test('without a root the path begins at the field', () => {
    expect(message({ steps: 0 }, '')).toContain('steps: expected');
  });
});

describe('a check within a schema', () => {
  const even = (count: number) => {
    if (count % 2 === 1)
      throw new InputError({ argument: 'count', value: count, problem: 'is odd', remedy: 'add one' });
    return count / 2;
  };
  const halves = z
    .strictObject({ count: z.number() })
    .transform(({ count }, context) => checked(context, () => ({ half: even(count) })));

  test('gives what it makes', () => {
    expect(parse(halves, { count: 6 }, 'sweep')).toEqual({ half: 3 });
  });

  test('tells its problem from outside, however deep it lies', () => {
    expect(() => parse(halves, { count: 3 }, 'sweep')).toThrow(/^sweep\.count 3 is odd; add one$/);
    const nested = z.strictObject({ list: z.array(halves) });
    expect(() => parse(nested, { list: [{ count: 2 }, { count: 5 }] }, 'sweep')).toThrow(
      /^sweep\.list\[1\]\.count 5 is odd; add one$/,
    );
  });
});
