import type { DataFile } from './data-file.ts';
import { npyElement } from './npy-element.ts';
import { readNpyHeader } from './npy-header.ts';
import type { Select, Table } from './table.ts';

const BLOCK_BYTES = 1 << 22;

/**
 * An NPY file of shape `[n, columns]` or `[n]`, versions 1 to 3, C or Fortran order, floats of 64 and 32 bits, integers and booleans. Its columns are
 * named by their index.
 */
export async function readNpy(file: DataFile, select: Select): Promise<Table> {
  return file.open((descriptor) => {
    const { descr, fortranOrder, shape, dataStart } = readNpyHeader(file, descriptor);
    const element = npyElement(descr);
    if (!element) throw file.error(`holds elements of type ${descr}`, "save it with array.astype('float64')");
    if (shape.length < 1 || shape.length > 2)
      throw file.error(
        `has shape [${shape.join(', ')}]`,
        'save an array of shape [n, columns], as array.reshape(n, -1) gives',
      );
    const [rows, width = 1] = shape;
    if (rows === 0 || width === 0)
      throw file.error(`has shape [${shape.join(', ')}]: no numbers`, 'give a file with samples');
    const { bytes, read } = element;
    const surplus = file.size - dataStart - rows * width * bytes;
    if (surplus < 0)
      throw file.error(
        `is cut off: ${-surplus} of its array's ${rows * width * bytes} bytes are missing`,
        'write it anew',
      );
    if (surplus > 0) throw file.error(`has ${surplus} bytes beyond its array`, 'save one array a file');

    const names = Array.from({ length: width }, (_, column) => String(column));
    const chosen = select(names);
    const columns = chosen.map(() => new Float64Array(rows));
    const cell = (value: number, row: number, column: number): number => {
      if (Number.isFinite(value)) return value;
      const where = `row ${row + 1} of ${rows}, column ${column}`;
      // A number that is not finite, or an integer that would be rounded.
      if (/[iu]8$/.test(descr))
        throw file.error(`${where}: is an integer that no double holds exactly`, 'scale it down');
      throw file.cellError(where, value);
    };
    if (fortranOrder) readColumns();
    else readRows();
    return { names: chosen.map((column) => names[column]), rows, columns, warnings: [] };

    function readRows(): void {
      const blockRows = Math.max(1, Math.floor(BLOCK_BYTES / (width * bytes)));
      for (let first = 0; first < rows; first += blockRows) {
        const count = Math.min(blockRows, rows - first);
        const view = viewOf(dataStart + first * width * bytes, count * width * bytes);
        for (const [index, column] of chosen.entries()) {
          const values = columns[index];
          for (let row = 0; row < count; row++)
            values[first + row] = cell(read(view, (row * width + column) * bytes), first + row, column);
        }
      }
    }

    function readColumns(): void {
      const blockRows = Math.floor(BLOCK_BYTES / bytes);
      for (const [index, column] of chosen.entries()) {
        for (let first = 0; first < rows; first += blockRows) {
          const count = Math.min(blockRows, rows - first);
          const view = viewOf(dataStart + (column * rows + first) * bytes, count * bytes);
          for (let row = 0; row < count; row++)
            columns[index][first + row] = cell(read(view, row * bytes), first + row, column);
        }
      }
    }

    function viewOf(start: number, length: number): DataView {
      const buffer = file.bytes(descriptor, start, length);
      return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    }
  });
}
