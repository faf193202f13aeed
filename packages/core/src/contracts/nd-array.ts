/** Element types that cross an engine's boundary. Booleans travel as bytes 0 and 1. */
export type DType = 'float32' | 'int32' | 'bool';

/** Shape and element type, without values. */
export interface ArraySpec {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** A dense array on the host, row-major. */
export interface NdArray extends ArraySpec {
  readonly data: Float32Array | Int32Array | Uint8Array;
}

export type NamedArrays = Readonly<Record<string, NdArray>>;
export type NamedSpecs = Readonly<Record<string, ArraySpec>>;
