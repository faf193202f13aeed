/** Element types of the recorded graph: those of TensorFlow.js, int64 for shapes and indices of ONNX, float64 within mappings, float16 within products. */
export type ValueType = 'float32' | 'int32' | 'bool' | 'int64' | 'float64' | 'float16';

/** Numbers of a constant, row-major. Booleans are 0 and 1. */
export type ConstantData = Float32Array | Int32Array | Uint8Array;

/** An edge of the graph: something computed once and read any number of times. */
export interface Value {
  readonly id: number;
  readonly type: ValueType;
  readonly shape: readonly number[];
  /** Known while recording. */
  readonly constant?: ConstantData;
  /** The node that computes it; absent for constants and inputs. */
  readonly producer?: GraphNode;
}

/** ONNX attributes by name, in their kinds. */
export interface Attributes {
  readonly ints?: Readonly<Record<string, number | readonly number[]>>;
  readonly floats?: Readonly<Record<string, number>>;
  readonly strings?: Readonly<Record<string, string>>;
}

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

/** Constants up to this many numbers are shared when equal, larger ones when they are the same array. */
const SHARED_CONSTANT_SIZE = 64;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/**
 * A dataflow graph in ONNX operators, built node by node in execution order. Equal nodes on equal inputs are one node (common subexpressions),
 * equal constants one constant. It knows no runtime and no Node.
 */
export class Graph {
  readonly inputs: Value[] = [];
  readonly nodes: GraphNode[] = [];
  readonly #known = new Map<string, readonly Value[]>();
  readonly #constants = new Map<string, Value>();
  readonly #largeConstants = new Map<ConstantData, number>();
  #nextId = 0;

  input(type: ValueType, shape: readonly number[]): Value {
    const value = { id: this.#nextId++, type, shape };
    this.inputs.push(value);
    return value;
  }

  /** A value that only nodes outside of the graph compute and read: those of a pass that rewrites. */
  unattached(type: ValueType, shape: readonly number[]): Value {
    return { id: this.#nextId++, type, shape };
  }

  constant(type: ValueType, shape: readonly number[], data: ConstantData): Value {
    const key = `${type}|${shape}|${this.#constantKey(data)}`;
    const shared = this.#constants.get(key);
    if (shared) return shared;
    const value = { id: this.#nextId++, type, shape, constant: data };
    this.#constants.set(key, value);
    return value;
  }

  /** -0 and 0, and NaN, must not be taken for each other: the key holds the bits of floats. */
  #constantKey(data: ConstantData): string {
    if (data.length > SHARED_CONSTANT_SIZE) {
      if (!this.#largeConstants.has(data)) this.#largeConstants.set(data, this.#largeConstants.size);
      return `large ${this.#largeConstants.get(data)}`;
    }
    return data instanceof Float32Array
      ? `bits ${new Uint32Array(data.buffer, data.byteOffset, data.length).join()}`
      : data.join();
  }

  /** A rank-0 constant. */
  scalar(number: number, type: ValueType = 'float32'): Value {
    const array = type.startsWith('float') ? Float32Array : type === 'bool' ? Uint8Array : Int32Array;
    return this.constant(type, [], array.of(number));
  }

  /** A vector of shape or index numbers. */
  indices(numbers: readonly number[]): Value {
    return this.constant('int64', [numbers.length], Int32Array.from(numbers));
  }

  /** Appends a node, or finds the equal one that is already there. */
  node(
    op: string,
    inputs: readonly Value[],
    outputs: readonly { readonly type: ValueType; readonly shape: readonly number[] }[],
    attributes: Attributes = {},
  ): readonly Value[] {
    const key = keyOf(op, inputs, attributes, outputs.length);
    const known = this.#known.get(key);
    if (known) return known;
    const node = { op, inputs, attributes, outputs: [] as Value[] };
    for (const { type, shape } of outputs) node.outputs.push({ id: this.#nextId++, type, shape, producer: node });
    this.nodes.push(node);
    this.#known.set(key, node.outputs);
    return node.outputs;
  }

  /** The result of a node of one operand without attributes, where the graph has it already. */
  known(op: string, input: Value): Value | undefined {
    return this.#known.get(keyOf(op, [input], {}, 1))?.[0];
  }

  /** A node with one output. */
  op(
    op: string,
    inputs: readonly Value[],
    type: ValueType,
    shape: readonly number[],
    attributes: Attributes = {},
  ): Value {
    return this.node(op, inputs, [{ type, shape }], attributes)[0];
  }
}

const keyOf = (op: string, inputs: readonly Value[], attributes: Attributes, outputs: number): string =>
  `${op}|${inputs.map((value) => value.id)}|${JSON.stringify(attributes)}|${outputs}`;

/** Those of the nodes that the given values need, in execution order. */
export function liveNodes(nodes: readonly GraphNode[], results: readonly Value[]): GraphNode[] {
  const needed = new Set(results);
  const live: GraphNode[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    live.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return live.reverse();
}
