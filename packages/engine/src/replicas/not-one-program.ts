import { StepError } from '../step-error.ts';

/** A step that cannot be batched over replicas. */
export class NotOneProgram extends StepError {}

/** Steps that were to be replicas of one compute different things. */
export class ReplicasDiffer extends NotOneProgram {
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
