import { describe, expect, test } from 'vitest';
import { InputError } from '../src/index.ts';

describe('InputError', () => {
  test('is one line of argument, value, problem and remedy', () => {
    const error = new InputError({
      argument: 'batchSize',
      value: 512,
      problem: 'exceeds the 400 training pairs',
      remedy: 'lower batchSize or raise n',
    });
    expect(error.message).toBe('batchSize 512 exceeds the 400 training pairs; lower batchSize or raise n');
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('InputError');
  });

  test('shows a value that is there even where it is undefined, and none where there is none', () => {
    expect(new InputError({ argument: 'a', value: undefined, problem: 'is bad' }).message).toBe('a undefined is bad');
    expect(new InputError({ argument: 'a', problem: 'is bad' }).message).toBe('a is bad');
    expect(new InputError({ argument: 'a', value: NaN, problem: 'is bad' }).message).toBe('a NaN is bad');
  });

  test('quotes words, joins lines and shortens long values', () => {
    const { message } = new InputError({ argument: 'a', value: 'x'.repeat(500), problem: 'is\n  long' });
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(100);
    expect(message).toMatch(/^a "xxx.*\.\.\. is long$/);
  });

  test('says what was expected and what it got, where that is all there is to say', () => {
    const error = new InputError({ argument: 'sweep.batchSize[2]', value: 12.5, expected: 'a positive integer' });
    expect(error.message).toBe('sweep.batchSize[2]: expected a positive integer, got 12.5');
    expect(error.within('file').message).toBe('file.sweep.batchSize[2]: expected a positive integer, got 12.5');
  });

  const circular: Record<string, unknown> = {};
  circular.self = circular;
  test.each([
    [circular, 'an object'],
    [{ big: 1n }, 'an object'],
    [Object.create(null), '{}'],
    [{ toJSON: () => undefined }, 'undefined'],
    [() => 1, 'a function'],
    [Symbol('s'), 'Symbol(s)'],
    [12n, '12'],
    [-0, '0'],
    [
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('no');
          },
        },
      ),
      'an object',
    ],
  ])('shows any value: %#', (value, shown) => {
    expect(new InputError({ argument: 'a', value, problem: 'is odd' }).message).toBe(`a ${shown} is odd`);
  });

  test('holds nothing that moves the cursor of a terminal or turns its text', () => {
    const { message } = new InputError({
      argument: 'sweep.\u001b[2Jx',
      value: '\u202edlrow',
      problem: 'is\r\nodd\u2028\u0007',
    });
    expect(message).toBe('sweep.\\u001b[2Jx "\\u202edlrow" is odd\\u2028\\u0007');
  });

  test('seen from outside, its argument has a path', () => {
    const inner = new InputError({ argument: 'batchSize', value: 3, problem: 'is odd' });
    expect(inner.within('sweep').message).toBe('sweep.batchSize 3 is odd');
    expect(new InputError({ argument: '[2]', problem: 'is odd' }).within('sweep').message).toBe('sweep[2] is odd');
  });
});
