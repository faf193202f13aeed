import type { Engine, NamedArrays, NdArray, Program, ProgramInputs, Step, StepExample } from '@minebench/core';
import { NotOneProgram, ReplicasDiffer } from './not-one-program.ts';
import { replicaOf, stacked } from './replica-axis.ts';

type Result = Awaited<ReturnType<Program['run']>>;

/** One replica's call of the program that it has in common with others. */
export interface Call {
  readonly replica: number;
  readonly state: NamedArrays;
  readonly inputs: ProgramInputs;
  readonly steps: number;
}

/** A program for some replicas, in the order of their slots. */
interface Batched {
  readonly replicas: readonly number[];
  readonly shared: readonly string[];
  readonly program: Program;
  /** The data of the last call, by slot as it was given and as the program takes it. */
  last?: { readonly given: readonly NamedArrays[]; readonly data: NamedArrays };
}

/**
 * The program that replicas with the same shapes have in common. Compiled when it is first called, for those that call; again for fewer once half
 * of its slots would be idle.
 */
export class JointProgram {
  private readonly engine: Engine;
  private readonly example: StepExample;
  private readonly subject: string;
  private readonly steps = new Map<number, Step>();
  private readonly alone = new Map<number, Program>();
  /** Replicas that compute the same; all of them as long as nothing else is known. */
  private alike: readonly (readonly number[])[] | undefined;
  private batched: Batched[] = [];
  private open = 0;
  /** Operations of one step by replica, once it has run. */
  readonly flopPerStep = new Map<number, number>();

  constructor(engine: Engine, example: StepExample, subject: string) {
    this.engine = engine;
    this.example = example;
    this.subject = subject;
  }

  join(replica: number, step: Step): void {
    this.steps.set(replica, step);
    this.open++;
  }

  /** Disposes of the programs once the last replica has left. */
  async leave(): Promise<void> {
    if (--this.open === 0) await this.dispose();
  }

  async dispose(): Promise<void> {
    const programs = [...this.alone.values(), ...this.batched.map(({ program }) => program)];
    this.alone.clear();
    this.batched = [];
    for (const program of programs) await program.dispose();
  }

  /**
   * Runs calls of the same number of steps together. What fails together is tried one by one, so that each replica has its own result, or hears of
   * its own error.
   */
  async run(calls: readonly Call[]): Promise<PromiseSettledResult<Result>[]> {
    const settled = new Map<Call, PromiseSettledResult<Result>>();
    for (const group of this.alikeOf(calls)) {
      const results = await this.together(group);
      group.forEach((call, k) => {
        settled.set(call, results[k]);
      });
    }
    return calls.map((call) => settled.get(call)!);
  }

  private alikeOf(calls: readonly Call[]): Call[][] {
    const groups = this.alike?.map((replicas) => calls.filter(({ replica }) => replicas.includes(replica)));
    return (groups ?? [[...calls]]).filter((group) => group.length > 0);
  }

  private async together(calls: readonly Call[]): Promise<PromiseSettledResult<Result>[]> {
    if (calls.length > 1) {
      try {
        const results = await this.runBatched(calls);
        return results.map((value) => ({ status: 'fulfilled', value }));
      } catch (error) {
        if (error instanceof ReplicasDiffer) {
          this.alike = this.refined(calls, error.alike);
          return this.run(calls);
        }
        if (error instanceof NotOneProgram) return calls.map(() => ({ status: 'rejected', reason: error }));
      }
    }
    const results: PromiseSettledResult<Result>[] = [];
    for (const call of calls) results.push(...(await Promise.allSettled([this.runAlone(call)])));
    return results;
  }

  /** The classes of all replicas, with those of the calls split as was found. */
  private refined(calls: readonly Call[], found: readonly (readonly number[])[]): number[][] {
    const parts = found.map((part) => part.map((k) => calls[k].replica));
    const called = calls.map(({ replica }) => replica);
    const before = this.alike ?? [[...this.steps.keys()]];
    const others = before.map((part) => part.filter((replica) => !called.includes(replica)));
    return [...parts, ...others].filter((part) => part.length > 0);
  }

  private async runAlone({ replica, state, inputs, steps }: Call): Promise<Result> {
    let program = this.alone.get(replica);
    if (!program) {
      program = await this.engine.compile(this.steps.get(replica)!, this.example, { subject: this.subject });
      this.alone.set(replica, program);
      this.count([replica], program);
    }
    return program.run(state, inputs, steps);
  }

  private count(replicas: readonly number[], { flopPerStep }: Program): void {
    if (flopPerStep !== undefined) for (const replica of replicas) this.flopPerStep.set(replica, flopPerStep);
  }

  private async runBatched(calls: readonly Call[]): Promise<Result[]> {
    const batched = await this.programFor(calls);
    const { replicas, program } = batched;
    // The slots of replicas that do not call are filled with the first call's numbers, and what comes of them is not read.
    const filled = replicas.map((replica) => calls.find((call) => call.replica === replica) ?? calls[0]);
    const result = await program.run(
      stacked(filled.map(({ state }) => state)),
      {
        data: dataOf(batched, filled),
        batch: stacked(
          filled.map(({ inputs }) => inputs.batch),
          1,
        ),
      },
      calls[0].steps,
    );
    return calls.map(({ replica }) => {
      const slot = replicas.indexOf(replica);
      return { state: replicaOf(result.state, slot, 0), outputs: replicaOf(result.outputs, slot, 1) };
    });
  }

  private async programFor(calls: readonly Call[]): Promise<Batched> {
    const called = calls.map(({ replica }) => replica);
    const again = this.batched.find(
      ({ replicas, last }) =>
        called.length > replicas.length / 2 &&
        calls.every(({ replica, inputs }) => {
          const slot = replicas.indexOf(replica);
          return slot >= 0 && last && unchanged(inputs.data, last.given[slot]);
        }),
    );
    if (again) return again;
    const same = Object.keys(this.example.data).filter((name) =>
      calls.every(({ inputs }) => equal(inputs.data[name], calls[0].inputs.data[name])),
    );
    const fits = ({ replicas, shared }: Batched): boolean =>
      called.every((replica) => replicas.includes(replica)) &&
      called.length > replicas.length / 2 &&
      shared.every((name) => same.includes(name));
    const found = this.batched.find(fits);
    if (found) return found;
    // A program whose replicas are these, or more of them, is not needed again: replicas only become fewer, and data that differ once may differ again.
    const outgrown = this.batched.filter(({ replicas }) => called.every((replica) => replicas.includes(replica)));
    this.batched = this.batched.filter((one) => !outgrown.includes(one));
    for (const { program } of outgrown) await program.dispose();
    const steps = called.map((replica) => this.steps.get(replica)!);
    const program = await this.engine.compile(steps[0], this.example, {
      subject: this.subject,
      replicas: { count: called.length, shared: same, steps },
    });
    this.count(called, program);
    const compiled = { replicas: called, shared: same, program };
    this.batched.push(compiled);
    return compiled;
  }
}

/** Data as the program takes it, the same arrays as long as the replicas' are: a runtime that keeps them does not get them anew. */
function dataOf(batched: Batched, filled: readonly Call[]): NamedArrays {
  const { shared, last } = batched;
  if (last && filled.every(({ inputs }, slot) => unchanged(inputs.data, last.given[slot]))) return last.data;
  const given = filled.map(({ inputs }) => inputs.data);
  const own = given.map((arrays) =>
    Object.fromEntries(Object.entries(arrays).filter(([name]) => !shared.includes(name))),
  );
  const data = { ...stacked(own), ...Object.fromEntries(shared.map((name) => [name, given[0][name]])) };
  batched.last = { given, data };
  return data;
}

const unchanged = (now: NamedArrays, before: NamedArrays): boolean =>
  Object.entries(now).every(([name, { data }]) => data === before[name].data);

const equal = (a: NdArray, b: NdArray): boolean =>
  a.data === b.data || (a.data.length === b.data.length && a.data.every((number, k) => Object.is(number, b.data[k])));
