import type { Engine, NamedArrays, Program, ProgramInputs, Step, StepExample } from '@minebench/core';
import { flopOfStep } from '../graph/flop.ts';
import type { StepGraph } from '../graph/onnx-model.ts';
import { recordStep } from '../record/record-step.ts';
import { checkInputs } from './check-inputs.ts';
import { refuseReplicas } from './refuse-replicas.ts';

/** A recorded step made ready by a runtime. What it is given has been held to the shapes of the step. */
export interface CompiledGraph {
  run(
    state: NamedArrays,
    inputs: ProgramInputs,
    steps: number,
  ): Promise<{ readonly state: NamedArrays; readonly outputs: NamedArrays }>;
  /** Releases the runtime's memory. */
  dispose(): Promise<void>;
}

/** What messages about a program name. */
export interface About {
  /** What the step is. */
  readonly subject: string;
  /** The engine's id, as the user gave it. */
  readonly engine: string;
}

/** What runs recorded steps: all in which engines that record differ. */
export interface GraphRuntime {
  compile(step: StepGraph, example: StepExample, about: About): Promise<CompiledGraph>;
}

/** An engine that records, and the runtime that it hands graphs to. */
export interface RecordedEngine extends Engine {
  readonly runtime: GraphRuntime;
}

/** An engine that records a step once and hands the graph to a runtime. */
export function recordedEngine(id: string, runtime: GraphRuntime): RecordedEngine {
  return {
    id,
    runtime,
    async compile(step: Step, example: StepExample, { subject = 'the step', replicas } = {}): Promise<Program> {
      refuseReplicas(id, replicas);
      const recorded = recordStep(step, example, subject);
      return programOf(runtime, recorded, example, { subject, engine: id }, flopOfStep(recorded));
    },
  };
}

/** A graph made ready by a runtime, as a program that holds its inputs to the shapes of the example. */
export async function programOf(
  runtime: GraphRuntime,
  graph: StepGraph,
  example: StepExample,
  about: About,
  flopPerStep: number,
): Promise<Program> {
  const compiled = await runtime.compile(graph, example, about);
  return {
    flopPerStep,
    async run(state, inputs, steps) {
      checkInputs(example, state, inputs, steps);
      return compiled.run(state, inputs, steps);
    },
    dispose: () => compiled.dispose(),
  };
}
