/** How elements of one NumPy type are read. */
export interface NpyElement {
  readonly bytes: number;
  /** The number at an offset; NaN stands for an integer that a double cannot hold. */
  read(view: DataView, offset: number): number;
}

const inDouble = (value: bigint): number => (BigInt(Number(value)) === value ? Number(value) : NaN);

/** The element type of a `descr`, such as `<f8`; undefined where it holds no real numbers, or half precision. */
export function npyElement(descr: string): NpyElement | undefined {
  const [, order, kind] = /^([<>|=]?)([a-z]\d+)$/.exec(descr) ?? [];
  const little = order !== '>';
  const readers: Readonly<Record<string, NpyElement['read']>> = {
    f8: (view, offset) => view.getFloat64(offset, little),
    f4: (view, offset) => view.getFloat32(offset, little),
    i8: (view, offset) => inDouble(view.getBigInt64(offset, little)),
    i4: (view, offset) => view.getInt32(offset, little),
    i2: (view, offset) => view.getInt16(offset, little),
    i1: (view, offset) => view.getInt8(offset),
    u8: (view, offset) => inDouble(view.getBigUint64(offset, little)),
    u4: (view, offset) => view.getUint32(offset, little),
    u2: (view, offset) => view.getUint16(offset, little),
    u1: (view, offset) => view.getUint8(offset),
    b1: (view, offset) => view.getUint8(offset),
  };
  if (kind === undefined || !Object.hasOwn(readers, kind)) return undefined;
  return { bytes: Number(kind.slice(1)), read: readers[kind] };
}
