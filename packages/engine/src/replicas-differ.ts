import { StepError } from './step-error.ts';

/** Steps that were to be replicas of one compute different things, and cannot be one program. */
export class ReplicasDiffer extends StepError {
  /** Replicas that compute the same, apart from their numbers, by number. */
  readonly alike: readonly (readonly number[])[];

  constructor(subject: string, alike: readonly (readonly number[])[]) {
    const [first, second] = alike.map(([replica]) => replica);
    super(
      `${subject}: replicas ${first} and ${second} compute different things; only seeds and numbers may differ within one program`,
    );
    this.name = 'ReplicasDiffer';
    this.alike = alike;
  }
}
