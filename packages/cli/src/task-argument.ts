import type { Choice } from '@minebench/core';
import { type ChoiceArgument, parseChoiceArgument } from './choice-argument.ts';

const task: ChoiceArgument = {
  argument: 'TASK',
  noun: 'task',
  examples: 'gaussian, gaussian:dimension=5,rho=0.8 or {"id":"gaussian","rho":0.8}',
  files: false,
};

/**
 * A task named on the command line: its id; its id with options, `gaussian:dimension=5,rho=.8`; or JSON as an experiment has it.
 * @throws InputError where the text has none of these forms
 */
export const parseTaskArgument = (text: string): Choice => parseChoiceArgument(text, task) as Choice;
