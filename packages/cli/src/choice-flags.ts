import type { Choice } from '@minebench/core';
import type { FileChoice } from '@minebench/runner';
import { type ChoiceArgument, parseChoiceArgument } from './choice-argument.ts';

const examples = {
  critic: 'joint-mlp, joint-mlp:hidden=[64,64] or ./my-critic.ts',
  bound: 'dv, mine:decay=0.9 or ./my-bound.ts',
  optimizer: 'adam or adam:learningRate=0.0005,clipNorm=1',
  baseline: 'ksg or ksg:k=5',
  task: 'gaussian:dimension=5,rho=0.8',
} as const;

/** What an option that may be repeated names: `--critic joint-mlp --critic ./my-critic.ts`. */
export const choices = (kind: keyof typeof examples, texts: readonly string[] = []): (Choice | FileChoice)[] => {
  const about: ChoiceArgument = { argument: `--${kind}`, noun: kind, examples: examples[kind], files: true };
  return texts.map((text) => parseChoiceArgument(text, about));
};
