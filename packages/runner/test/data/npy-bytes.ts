/** An NPY file as the format's description has it, by hand. */
export interface NpyParts {
  readonly version?: 1 | 2 | 3;
  readonly descr?: string;
  readonly order?: 'True' | 'False';
  readonly shape: string;
  readonly data: ArrayBufferView;
}

export function npyBytes({ version = 1, descr = '<f8', order = 'False', shape, data }: NpyParts): Buffer {
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  length.writeUIntLE(text.length, 0, length.length);
  return Buffer.concat([
    Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]),
    length,
    Buffer.from(text, 'latin1'),
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  ]);
}
