import type { DataId, DataType, TensorInfo } from '@tensorflow/tfjs';
import type { ConstantData, Graph, Value, ValueType } from '../graph/graph.ts';
import { sizeOf } from '../graph/graph.ts';
import { reshape } from '../graph/rewrite.ts';
import { StepError } from '../step-error.ts';
import { tf } from '../tf.ts';
import type { FoldedConstant } from './constant-folding.ts';

/** Numbers as TensorFlow.js hands them to a backend; strings come as lists of byte arrays and are refused. */
type BackendValues = ConstantData | Uint8Array[];

/** What a tensor's data is while recording: numbers that are known, or a value of the graph. */
type Recorded =
  | {
      readonly kind: 'constant';
      readonly data: ConstantData;
      readonly shape: readonly number[];
      readonly type: ValueType;
    }
  | { readonly kind: 'value'; readonly graph: Graph; readonly value: Value };

/** One recording in progress. */
export interface Session {
  readonly graph: Graph;
  /** Whose step it is, for messages. */
  readonly subject: string;
  /** The first thing that went wrong where it could not be thrown (a promise that nobody awaits). */
  problem?: StepError;
}

const FLOAT32_EPSILON = 1e-7;

/** A TensorFlow.js backend whose tensors hold no numbers unless they are constants: each stands for a value of the current session's graph. */
class RecorderBackend extends tf.KernelBackend {
  session: Session | undefined;
  readonly #data = new WeakMap<DataId, Recorded>();

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const id = {};
    this.move(id, values, shape, dtype);
    return id;
  }

  override move(id: DataId, values: BackendValues, shape: number[], dtype: DataType): void {
    this.#remember(id, values ?? new Float32Array(sizeOf(shape)), shape, dtype);
  }

  /** Keeps a tensor's numbers: it is a constant of the graph. */
  #remember(id: DataId, values: BackendValues, shape: readonly number[], dtype: DataType): Recorded {
    if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
      throw new StepError(
        `${this.#subject()} makes a tensor of type ${dtype}; only float32, int32 and bool can be recorded`,
      );
    }
    const recorded = { kind: 'constant', data: typed(values, dtype), shape, type: dtype } as const;
    this.#data.set(id, recorded);
    return recorded;
  }

  /** The graph value of a tensor in the current session. */
  graphValue(info: TensorInfo): Value {
    const { graph } = this.#current();
    const recorded = this.#recorded(info);
    const { shape } = info;
    if (recorded.kind === 'constant') return graph.constant(recorded.type, shape, recorded.data);
    if (recorded.graph !== graph) {
      throw new StepError(
        `${this.#subject()} uses a tensor kept from an earlier recording; keep parameters in \`init\` and make other tensors inside \`score\``,
      );
    }
    return reshape(graph, recorded.value, shape);
  }

  /** A tensor that stands for a graph value. */
  tensorOf(value: Value): TensorInfo {
    const dataId = {};
    const recorded: Recorded = value.constant
      ? { kind: 'constant', data: value.constant, shape: value.shape, type: value.type }
      : { kind: 'value', graph: this.#current().graph, value };
    this.#data.set(dataId, recorded);
    return { dataId, shape: [...value.shape], dtype: value.type as 'float32' | 'int32' | 'bool' };
  }

  /** A tensor whose numbers are known. */
  constantTensor({ data, shape, type }: FoldedConstant): TensorInfo {
    return { dataId: this.write(data, shape, type), shape, dtype: type };
  }

  /** The numbers of a tensor, where they are known. */
  constantOf(info: TensorInfo): ConstantData | undefined {
    const recorded = this.#recorded(info);
    return recorded.kind === 'constant' ? recorded.data : undefined;
  }

  /** What is known of a tensor. One that was made outside the recording, by another backend, is a constant. */
  #recorded({ dataId, shape, dtype }: TensorInfo): Recorded {
    const known = this.#data.get(dataId);
    if (known) return known;
    const engine = tf.engine();
    if (!engine.state.tensorInfo.has(dataId))
      throw new StepError(`${this.#subject()} uses a tensor that was disposed of`);
    if (Object.values(engine.state.registeredVariables).some((variable) => variable.dataId === dataId)) {
      throw new StepError(
        `${this.#subject()} uses a tf.variable, which would stay as it is while the step is trained; make parameters in \`init\` and take them from the arguments`,
      );
    }
    // A copy: a backend may free or reuse what it reads from.
    return this.#remember(dataId, (engine.readSync(dataId) as ConstantData).slice(), shape, dtype);
  }

  override readSync(dataId: DataId): ConstantData {
    const recorded = this.#data.get(dataId);
    if (recorded?.kind === 'constant') return recorded.data;
    throw this.#readError();
  }

  override read(dataId: DataId): Promise<ConstantData> {
    const recorded = this.#data.get(dataId);
    if (recorded?.kind === 'constant') return Promise.resolve(recorded.data);
    if (!this.session) return Promise.reject(this.#readError());
    // Nobody may be waiting: a rejection here would end the process as unhandled, so the session keeps the error and throws it at its end.
    this.session.problem ??= this.#readError();
    return new Promise(() => {});
  }

  #readError(): StepError {
    return new StepError(
      this.session
        ? `${this.session.subject} reads a tensor's value (data, array, dataSync, arraySync or print) while it is recorded, when there are none yet; compute with tensors only`
        : 'a tensor kept from a recording is read, which never had a value; return it from the step as an output',
    );
  }

  #subject(): string {
    return this.session?.subject ?? 'a step';
  }

  #current(): Session {
    if (!this.session) throw new StepError('internal: a tensor of the recorder is used outside a recording');
    return this.session;
  }

  override disposeData(): boolean {
    return true;
  }
  override incRef(): void {}
  override refCount(): number {
    return 1;
  }
  override numDataIds(): number {
    return 0;
  }
  override memory() {
    return { unreliable: true };
  }
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon(): number {
    return FLOAT32_EPSILON;
  }
  override timerAvailable(): boolean {
    return false;
  }
  override dispose(): void {}
}

function typed(values: BackendValues, dtype: 'float32' | 'int32' | 'bool'): ConstantData {
  const numbers = values as ArrayLike<number>;
  if (dtype === 'float32') return values instanceof Float32Array ? values : Float32Array.from(numbers);
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(numbers);
  return values instanceof Uint8Array ? values : Uint8Array.from(numbers, Number);
}

export const recorder = new RecorderBackend();
