import { okabeIto } from '@minebench/report';
import { closedForm, type Reading } from '../site/records.ts';

/** A form that circulates, by its id in the records of the oracle. */
export interface ObjectiveForm {
  readonly id: 'dv' | 'nwj' | 'forgottenLog' | 'shiftedLog';
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** Its value at t + c, given E_P t and log E_Q e^t. */
  at(jointMean: number, logReferenceMean: number, shift: number): number;
}

export const objectiveForms: readonly ObjectiveForm[] = [
  {
    id: 'dv',
    name: 'DV',
    color: okabeIto.blue,
    dash: [1, 0],
    at: (joint, log) => joint - log,
  },
  {
    id: 'nwj',
    name: 'NWJ',
    color: okabeIto.bluishGreen,
    dash: [8, 3],
    at: (joint, log, shift) => joint + shift - Math.exp(log + shift - 1),
  },
  {
    id: 'forgottenLog',
    name: 'log forgotten',
    color: okabeIto.orange,
    dash: [3, 3],
    at: (joint, log, shift) => joint + shift - Math.exp(log + shift),
  },
  {
    id: 'shiftedLog',
    name: 'log with e^(t−1)',
    color: okabeIto.vermillion,
    dash: [10, 3, 2, 3],
    at: (joint, log) => joint - log + 1,
  },
];

/** DV - NWJ as a function of u = E_Q e^(t-1). */
export const gapOf = (u: number): Reading => closedForm(u - 1 - Math.log(u), 'u − 1 − log u');
