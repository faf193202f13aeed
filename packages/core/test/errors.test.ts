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

  test('seen from outside, its argument has a path', () => {
    const inner = new InputError({ argument: 'batchSize', value: 3, problem: 'is odd' });
    expect(inner.within('sweep').message).toBe('sweep.batchSize 3 is odd');
    expect(new InputError({ argument: '[2]', problem: 'is odd' }).within('sweep').message).toBe('sweep[2] is odd');
  });
});
