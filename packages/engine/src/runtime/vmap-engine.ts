import {
  type CompileOptions,
  type Engine,
  InputError,
  type NamedSpecs,
  type Program,
  type Replicas,
  type Step,
  type StepExample,
  VMAP,
} from '@minebench/core';
import { flopOfStep } from '../graph/flop.ts';
import type { StepGraph } from '../graph/onnx-model.ts';
import { NoBatchingRule } from '../graph/vmap/operand.ts';
import { type Outline, outlineOf } from '../graph/vmap/outline.ts';
import { vmapStep } from '../graph/vmap/vmap-step.ts';
import { recordStep } from '../record/record-step.ts';
import { NotOneProgram, ReplicasDiffer } from '../replicas/not-one-program.ts';
import { programOf, type RecordedEngine } from './recorded-engine.ts';

/** The same engine with replicas as one program: a step is recorded for one replica, and its graph batched. */
export function vmapEngine({ id, runtime, compile, ...about }: RecordedEngine): Engine {
  const engine = id + VMAP;
  return {
    ...about,
    id: engine,
    async compile(step: Step, example: StepExample, options: CompileOptions = {}): Promise<Program> {
      const { subject = 'the step', replicas } = options;
      if (!replicas) return compile(step, example, options);
      requireReplicas(replicas, example);
      const { count, shared = [], steps = [step] } = replicas;
      const { recorded, outlines } = recordAll(steps, example, subject);
      const axis = { count, shared: new Set(shared), ...(replicas.steps ? { outlines } : {}) };
      const graph = batched(recorded, axis, subject);
      return programOf(runtime, graph, exampleOfReplicas(example, replicas), { subject, engine }, flopOfStep(recorded));
    },
  };
}

function requireReplicas({ count, shared = [], steps }: Replicas, { data }: StepExample): void {
  if (!Number.isInteger(count) || count < 1)
    throw new InputError({
      argument: 'replicas.count',
      value: count,
      problem: 'is no number of replicas',
      remedy: 'give a positive integer',
    });
  if (steps && steps.length !== count)
    throw new InputError({
      argument: 'replicas.steps',
      value: steps.length,
      problem: `steps are not one for each of ${count} replicas`,
      remedy: 'give as many, or leave them out',
    });
  const unknown = shared.find((name) => !data[name]);
  if (unknown !== undefined)
    throw new InputError({
      argument: 'replicas.shared',
      value: unknown,
      problem: 'is no name of data',
      remedy: `use ${Object.keys(data).join(', ')}`,
    });
}

/**
 * Records every step that is not the same function as one before.
 * @throws ReplicasDiffer where they do not compute the same
 */
function recordAll(
  steps: readonly Step[],
  example: StepExample,
  subject: string,
): { recorded: StepGraph; outlines: readonly Outline[] } {
  const known = new Map<Step, Outline>();
  const recorded = recordStep(steps[0], example, subject);
  known.set(steps[0], outlineOf(recorded));
  for (const step of steps) if (!known.has(step)) known.set(step, outlineOf(recordStep(step, example, subject)));
  const outlines = steps.map((step) => known.get(step)!);
  const texts = outlines.map(({ text }) => text);
  const alike = [...new Set(texts)].map((one) => texts.flatMap((text, replica) => (text === one ? [replica] : [])));
  if (alike.length > 1) throw new ReplicasDiffer(subject, alike);
  return { recorded, outlines };
}

function batched(recorded: StepGraph, axis: Parameters<typeof vmapStep>[1], subject: string): StepGraph {
  try {
    return vmapStep(recorded, axis);
  } catch (error) {
    if (!(error instanceof NoBatchingRule)) throw error;
    throw new NotOneProgram(
      `${subject} cannot be one program for ${axis.count} replicas: ${error.message}; use the engine without ${VMAP}`,
    );
  }
}

/** Shapes with the replica axis. */
function exampleOfReplicas({ state, data, batch }: StepExample, { count, shared = [] }: Replicas): StepExample {
  const all = (specs: NamedSpecs, except: readonly string[] = []): NamedSpecs =>
    Object.fromEntries(
      Object.entries(specs).map(([name, { dtype, shape }]) => [
        name,
        { dtype, shape: except.includes(name) ? shape : [count, ...shape] },
      ]),
    );
  return { state: all(state), data: all(data, shared), batch: all(batch) };
}
