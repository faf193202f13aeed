import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRegistry, entry, InputError, noOptions } from '../src/index.ts';

const shapes = createRegistry('shape', [
  entry({
    id: 'circle',
    summary: 'a circle',
    options: z.strictObject({ radius: z.number('give a number').default(1) }),
    create: ({ radius }) => `circle of ${radius}`,
  }),
  entry({ id: 'point', summary: 'a point', options: noOptions, create: () => 'point' }),
]);

describe('a registry', () => {
  test('makes an entry from its name or from its options', () => {
    expect(shapes.create('circle')).toBe('circle of 1');
    expect(shapes.create({ id: 'circle', radius: 2 })).toBe('circle of 2');
    expect(shapes.create('point')).toBe('point');
  });

  test('resolves a choice to what a cell stores: id and all options', () => {
    expect(shapes.resolve('circle')).toEqual({ id: 'circle', radius: 1 });
    expect(shapes.resolve(shapes.resolve({ id: 'circle', radius: 5 }))).toEqual({ id: 'circle', radius: 5 });
  });

  test('lists its entries', () => {
    expect(shapes.entries.map(({ id, summary }) => [id, summary])).toEqual([
      ['circle', 'a circle'],
      ['point', 'a point'],
    ]);
  });

  test.each([
    ['circel', 'shape "circel" is no known shape; did you mean circle?'],
    ['dodecahedron', 'shape "dodecahedron" is no known shape; use one of circle, point'],
  ])('tells the nearest name for %s', (name, message) => {
    expect(() => shapes.create(name)).toThrow(InputError);
    expect(() => shapes.create(name)).toThrow(message);
  });

  test('names the path of a wrong option', () => {
    expect(() => shapes.create({ id: 'circle', radius: 'x' }, 'sweep.shape[1]')).toThrow(
      'sweep.shape[1].radius: expected a number, got "x"',
    );
    expect(() => shapes.create({ id: 'point', size: 1 })).toThrow('shape.size is no known field');
  });
});
