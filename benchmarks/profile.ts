import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeScanModel, modelNames, recordStep } from '@minebench/engine';
import * as ort from 'onnxruntime-node';
import { absentRow, type Row } from './measure.ts';
import { timedWork } from './peers/serve.ts';
import { createStepCase } from './step-case.ts';
import { label, type StepSize } from './step-size.ts';

/** Time of the nodes of one kind in a step. */
export interface OperatorTime {
  readonly operator: string;
  /** Nodes of it in a step. */
  readonly nodes: number;
  /** Microseconds a step. */
  readonly us: number;
  /** Of the time of all nodes. */
  readonly share: number;
}

export interface StepProfile {
  readonly operators: readonly OperatorTime[];
  /** Microseconds a step inside nodes, and CPU time of the whole step without the profiler: what is between is the interpreter's. */
  readonly nodesUs: number;
  readonly stepUs: number;
}

interface ProfilerEvent {
  readonly name: string;
  readonly dur: number;
  readonly cat: string;
  readonly args?: { readonly op_name?: string };
}

const STEPS = 250;

/** Per-node times of `ort:cpu`'s graph of a step, one thread, by ONNX Runtime's own profiler, which itself costs some microseconds a node. */
export async function profileStep(size: StepSize): Promise<StepProfile> {
  const given = createStepCase(size);
  const model = encodeScanModel(recordStep(given.step, given.example));
  const folder = mkdtempSync(join(tmpdir(), 'minebench-'));
  const feeds: Record<string, ort.Tensor> = {};
  const feed = (name: (one: string) => string, arrays: typeof given.data) => {
    for (const [one, { dtype, data, shape }] of Object.entries(arrays))
      feeds[name(one)] = new ort.Tensor(dtype as 'float32', data as Float32Array, [...shape]);
  };
  feed(modelNames.state, given.state);
  feed(modelNames.data, given.data);
  feed(modelNames.batch, given.rows(STEPS));
  const session = (profiling: boolean) =>
    ort.InferenceSession.create(model, {
      executionProviders: ['cpu'],
      graphOptimizationLevel: 'all',
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
      enableProfiling: profiling,
      profileFilePrefix: join(folder, 'profile'),
    });
  try {
    const plain = await session(false);
    await plain.run(feeds);
    const { cpuSeconds } = await timedWork(() => plain.run(feeds));
    const stepUs = (1e6 * cpuSeconds) / STEPS;
    await plain.release();
    const profiled = await session(true);
    await profiled.run(feeds);
    profiled.endProfiling();
    await profiled.release();
    const [file] = readdirSync(folder);
    return { ...aggregate(JSON.parse(readFileSync(join(folder, file), 'utf8'))), stepUs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function aggregate(events: readonly ProfilerEvent[]): Omit<StepProfile, 'stepUs'> {
  const nodes = new Map<string, { operator: string; times: number[] }>();
  for (const { cat, name, dur, args } of events) {
    // The Scan contains the nodes of its body; what runs once prepares it.
    if (cat !== 'Node' || !name.endsWith('_kernel_time') || !args?.op_name || args.op_name === 'Scan') continue;
    const node = nodes.get(name) ?? { operator: args.op_name, times: [] };
    node.times.push(dur);
    nodes.set(name, node);
  }
  const sums = new Map<string, { us: number; count: number }>();
  for (const { operator, times } of nodes.values()) {
    if (times.length < STEPS) continue;
    const sum = sums.get(operator) ?? { us: 0, count: 0 };
    sums.set(operator, { us: sum.us + trimmedMean(times), count: sum.count + 1 });
  }
  const total = [...sums.values()].reduce((sum, { us }) => sum + us, 0);
  const operators = [...sums]
    .map(([operator, { us, count }]) => ({ operator, nodes: count, us, share: us / total }))
    .sort((a, b) => b.us - a.us);
  return { operators, nodesUs: total };
}

/** Without the slowest fifth, in which another process had the processor; not the median, since the profiler counts whole microseconds. */
function trimmedMean(times: readonly number[]): number {
  const kept = [...times].sort((a, b) => a - b).slice(0, Math.ceil(0.8 * times.length));
  return kept.reduce((sum, time) => sum + time, 0) / kept.length;
}

/** A profile as rows, an operator each. */
export async function* profileRows(size: StepSize): AsyncGenerator<Row> {
  const { operators, nodesUs, stepUs } = await profileStep(size);
  const row = (implementation: string, us: number, share: number, note: string): Row => ({
    ...absentRow('profile', label(size), { implementation, threads: 1 }, ''),
    absent: undefined as never,
    medianMs: us / 1000,
    ratio: share,
    ratioRange: [share, share],
    times: [us / 1000],
    note,
  });
  for (const { operator, nodes, us, share } of operators)
    yield row(operator, us, share, `${nodes} nodes, ${us.toFixed(1)} us, ${(100 * share).toFixed(0)}%`);
  const count = operators.reduce((sum, { nodes }) => sum + nodes, 0);
  yield row('all nodes', nodesUs, 1, `${count} nodes; the step without the profiler takes ${stepUs.toFixed(0)} us`);
}
