import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { ColumnBuilder } from './column-builder.ts';
import type { DataFile } from './data-file.ts';
import type { Select, Table } from './table.ts';

const CHUNK_BYTES = 1 << 20;

/** Decimal numbers only: `Number` alone would take hexadecimal and blank text. */
const isDecimal = (text: string): boolean => /^\s*[+-]?(\d|\.\d)[\d.eE+-]*\s*$/.test(text);

/** A CSV file (RFC 4180, UTF-8) with a header row or, where `hasHeader` is false, columns named by their index; read in chunks. */
export async function readCsv(file: DataFile, select: Select, hasHeader: boolean): Promise<Table> {
  const whole = file.open((descriptor) => /[\r\n]/.test(file.bytes(descriptor, file.size - 1, 1).toString('latin1')));
  const reader = new RowReader(file, select, { whole, hasHeader });
  await new Promise<void>((resolve, reject) => {
    const stream = createReadStream(file.path, { encoding: 'utf8', highWaterMark: CHUNK_BYTES });
    stream.on('error', (error: NodeJS.ErrnoException) =>
      reject(file.error(`cannot be read (${error.code})`, 'check its permissions')),
    );
    Papa.parse<string[]>(stream, {
      delimiter: ',',
      chunk: ({ data, errors }, parser) => {
        try {
          reader.take(data, errors);
        } catch (error) {
          // First: aborting calls `complete`.
          reject(error);
          parser.abort();
          stream.destroy();
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  return reader.finish();
}

class RowReader {
  private readonly file: DataFile;
  private readonly select: Select;
  /** The last line ends. */
  private readonly whole: boolean;
  private readonly hasHeader: boolean;
  private line = 0;
  private blankAt = 0;
  private names: string[] | undefined;
  private chosen: readonly number[] = [];
  private builders: ColumnBuilder[] = [];
  private rows = 0;

  constructor(file: DataFile, select: Select, of: { readonly whole: boolean; readonly hasHeader: boolean }) {
    this.file = file;
    this.select = select;
    this.whole = of.whole;
    this.hasHeader = of.hasHeader;
  }

  take(lines: readonly string[][], errors: readonly Papa.ParseError[]): void {
    const quotes = errors.find(({ type }) => type === 'Quotes');
    for (const [index, cells] of lines.entries()) {
      this.line++;
      if (quotes?.row === index)
        throw this.file.error(
          `line ${this.line}: a quotation mark is not closed`,
          'close it; a file that was cut off, write anew',
        );
      if (cells.length === 1 && cells[0].trim() === '') this.blankAt ||= this.line;
      else if (this.blankAt > 0) throw this.file.error(`line ${this.blankAt} is blank`, 'remove it');
      else if (this.names) this.row(cells, this.names);
      else if (this.hasHeader) this.header(cells);
      else this.row(cells, this.named(cells.map((_, index) => String(index))));
    }
  }

  private header(cells: readonly string[]): void {
    const names = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
    if (names.every(isDecimal))
      throw this.file.error(
        'line 1: has numbers where names are expected',
        'begin the file with a row of names, such as x0,y0, or read it with --no-header',
      );
    const separator = names.length === 1 && /[;\t]/.exec(names[0]);
    if (separator)
      throw this.file.error(
        `line 1: has ${JSON.stringify(separator[0])} between its names`,
        'separate columns by commas',
      );
    this.named(names);
  }

  private named(names: string[]): string[] {
    this.names = names;
    this.chosen = this.select(names);
    this.builders = this.chosen.map(() => new ColumnBuilder());
    return names;
  }

  private row(cells: readonly string[], names: readonly string[]): void {
    if (cells.length !== names.length)
      throw this.file.error(
        `line ${this.line}: has ${cells.length} cells where line 1 has ${names.length}${this.hasHeader ? ' names' : ''}`,
        'complete it; a file that was cut off, write anew',
      );
    for (const [index, column] of this.chosen.entries()) {
      const value = Number(cells[column]);
      if (!Number.isFinite(value) || !isDecimal(cells[column]))
        throw this.file.cellError(`line ${this.line}, column ${names[column]}`, cells[column]);
      this.builders[index].push(value);
    }
    this.rows++;
  }

  finish(): Table {
    const { names } = this;
    if (!names) throw this.file.error('has no header', 'begin it with a row of names, such as x0,y0');
    if (this.rows === 0) throw this.file.error('has no rows below its header', 'give a file with samples');
    const warning = `${this.file.path} does not end its last line: had it been cut off there, line ${this.line} may lack digits`;
    return {
      names: this.chosen.map((column) => names[column]),
      rows: this.rows,
      columns: this.builders.map((builder) => builder.finish()),
      warnings: this.whole ? [] : [warning],
    };
  }
}
