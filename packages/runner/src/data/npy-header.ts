import type { DataFile } from './data-file.ts';

const MAGIC = '\x93NUMPY';

/** What the header of an NPY file says: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
export interface NpyHeader {
  /** Element type as NumPy writes it: `<f8`. */
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the array begins. */
  readonly dataStart: number;
}

/** The header of version 1.0, padded so that the array begins at a multiple of 64 bytes. */
export function writeNpyHeader({
  descr,
  shape,
}: {
  readonly descr: string;
  readonly shape: readonly number[];
}): Buffer {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const start = MAGIC.length + 4;
  const padded = text.padEnd(Math.ceil((start + text.length + 1) / 64) * 64 - start - 1);
  const head = Buffer.from(`${MAGIC}\x01\x00\0\0`, 'latin1');
  head.writeUInt16LE(padded.length + 1, MAGIC.length + 2);
  return Buffer.concat([head, Buffer.from(`${padded}\n`, 'latin1')]);
}

/** @throws InputError where it is cut off or says what is no plain array */
export function readNpyHeader(file: DataFile, descriptor: number): NpyHeader {
  const again = "save it again with numpy.save(file, array.astype('float64'))";
  const head = file.bytes(descriptor, 0, 12);
  const magic = head.toString('latin1', 0, MAGIC.length);
  if (magic !== MAGIC.slice(0, magic.length))
    throw file.error('is no NPY file: it does not begin with \\x93NUMPY', again);
  const cutOff = file.error('is cut off within its header', 'write it anew');
  if (head.length < 12) throw cutOff;
  const major = head[6];
  if (major < 1 || major > 3)
    throw file.error(`has version ${major} of the NPY format`, 'save it with version 1, 2 or 3');
  const lengthBytes = major === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  const length = head.readUIntLE(8, lengthBytes);
  if (start + length > file.size) throw cutOff;
  const text = file.bytes(descriptor, start, length).toString(major === 3 ? 'utf8' : 'latin1');
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (/'descr'\s*:\s*\[/.test(text)) throw file.error('holds records with named fields', again);
  if (descr === undefined || order === undefined || shape === undefined)
    throw file.error('has a header that cannot be read', again);
  const sizes = shape.split(',').map((part) => part.trim().replace(/L$/, ''));
  return {
    descr,
    fortranOrder: order === 'True',
    shape: sizes.filter((part) => part !== '').map(Number),
    dataStart: start + length,
  };
}
