import type { Engine, Program, StepExample } from '@minebench/core';
import { type Call, JointProgram } from './joint-program.ts';

type Result = Awaited<ReturnType<Program['run']>>;

/** A call that waits until every replica has one. */
interface Waiting extends Call {
  readonly joint: JointProgram;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Runs computations that are each written for one replica and an ordinary engine side by side, and their programs as one: a call of a program waits
 * until every replica that still computes has called one, then those with the same program and number of steps run as one. A replica that has ended, by its
 * result or an error, is waited for no longer. Nothing that a replica does depends on the others.
 * @param engine - one whose id ends with `+vmap`
 * @param compute - replica `k` of `count`, on the engine that it is given
 */
export async function runReplicas<T>(
  engine: Engine,
  count: number,
  compute: (engine: Engine, replica: number) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  const cohort = new Cohort(engine, count);
  try {
    return await Promise.allSettled(
      Array.from({ length: count }, async (_, replica) => {
        try {
          return await compute(cohort.engineOf(replica), replica);
        } finally {
          cohort.end();
        }
      }),
    );
  } finally {
    await cohort.dispose();
  }
}

class Cohort {
  private readonly engine: Engine;
  private readonly joints = new Map<string, JointProgram>();
  private waiting: Waiting[] = [];
  private computing: number;

  constructor(engine: Engine, count: number) {
    this.engine = engine;
    this.computing = count;
  }

  /** The engine as one replica sees it. The k-th program of a replica is one with the k-th of the others where shapes and subject are the same. */
  engineOf(replica: number): Engine {
    let compiled = 0;
    return {
      id: this.engine.id,
      compile: async (step, example, { subject = 'the step', replicas } = {}) => {
        if (replicas) return this.engine.compile(step, example, { subject, replicas });
        const key = `${compiled++} ${subject} ${describe(example)}`;
        const joint = this.joints.get(key) ?? new JointProgram(this.engine, example, subject);
        this.joints.set(key, joint);
        joint.join(replica, step);
        return {
          get flopPerStep() {
            return joint.flopPerStep.get(replica);
          },
          run: (state, inputs, steps) =>
            new Promise<Result>((resolve, reject) => {
              this.waiting.push({ joint, replica, state, inputs, steps, resolve, reject });
              this.proceed();
            }),
          dispose: () => joint.leave(),
        } as Program;
      },
    };
  }

  /** A replica has its result, or an error. */
  end(): void {
    this.computing--;
    this.proceed();
  }

  async dispose(): Promise<void> {
    for (const joint of this.joints.values()) await joint.dispose();
  }

  /** Once all wait, those that are most go on; the others wait for more to come to where they are. */
  private proceed(): void {
    if (this.computing === 0 || this.waiting.length < this.computing) return;
    const groups = new Map<string, Waiting[]>();
    const joints = [...this.joints.values()];
    for (const one of this.waiting) {
      const key = `${joints.indexOf(one.joint)} ${one.steps}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const largest = [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most));
    this.waiting = this.waiting.filter((one) => !largest.includes(one));
    // In the order of replicas, however they came: a program's slots do not depend on it.
    largest.sort((a, b) => a.replica - b.replica);
    largest[0].joint.run(largest).then(
      (results) => {
        results.forEach((result, k) => {
          if (result.status === 'fulfilled') largest[k].resolve(result.value);
          else largest[k].reject(result.reason);
        });
      },
      (error) => {
        for (const one of largest) one.reject(error);
      },
    );
  }
}

const describe = ({ state, data, batch }: StepExample): string =>
  [state, data, batch]
    .map((specs) =>
      Object.entries(specs)
        .map(([name, { dtype, shape }]) => `${name} ${dtype} [${shape}]`)
        .join(),
    )
    .join(';');
