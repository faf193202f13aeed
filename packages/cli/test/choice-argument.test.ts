import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { parseChoiceArgument } from '../src/choice-argument.ts';

const critic = { argument: '--critic', noun: 'critic', examples: 'joint-mlp', files: true };

describe('a choice that may be a file', () => {
  it.each([
    ['./my-critic.ts', './my-critic.ts'],
    ['./my-critic.ts:width=32,hidden=[8,8]', { file: './my-critic.ts', width: 32, hidden: [8, 8] }],
    ['file:///home/me/critic.js', 'file:///home/me/critic.js'],
    ['file:///home/me/critic.js:width=32', { file: 'file:///home/me/critic.js', width: 32 }],
    ['{"file":"./my-critic.ts","width":32}', { file: './my-critic.ts', width: 32 }],
    ['joint-mlp:hidden=[8,8],activation=tanh', { id: 'joint-mlp', hidden: [8, 8], activation: 'tanh' }],
  ])('%s', (text, choice) => {
    expect(parseChoiceArgument(text, critic)).toEqual(choice);
  });

  it('tells the option and what to give', () => {
    expect(() => parseChoiceArgument('', critic)).toThrow(
      new InputError({
        argument: '--critic',
        value: '',
        problem: 'names no critic',
        remedy: 'give joint-mlp',
      }),
    );
  });

  it('takes no file where none can be chosen', () => {
    const task = { ...critic, files: false };
    expect(() => parseChoiceArgument('{"file":"./task.ts"}', task)).toThrow('has no text as its id');
    expect(parseChoiceArgument('./task.ts:rho=1', task)).toEqual({ id: './task.ts', rho: 1 });
  });
});
