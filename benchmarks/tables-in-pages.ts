import { markdownTable } from '@minebench/report';
import type { Row } from './measure.ts';
import { replicaTable } from './replica-table.ts';
import { stepTable } from './step-table.ts';

const SHOWN = ['ort:cpu', 'wasm:simd', 'JAX lax.scan', 'torch.compile', 'PyTorch eager', 'tfjs:wasm', 'tfjs:cpu'];

/** A page's text with something else between the two marks of a name. */
function between(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}: npm run bench:report writes what is between these lines -->`;
  const end = `<!-- ${name} ends -->`;
  const [before, rest, ...more] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined || more.length > 0)
    throw new Error(`the page has no place for the table: ${begin} ... ${end}`);
  return `${before}${begin}\n${content}\n${end}${after}`;
}

/** The README's text with the table of training steps between its marks. */
export function withSpeedTable(text: string, rows: readonly Row[]): string {
  const table = markdownTable(stepTable(rows, { caption: '', threads: 1, implementations: SHOWN }));
  return between(text, 'speed', `${table}\n\n${rows[0]?.machine}.`);
}

/** The text of the page on replicas with the table of what they save on a processor; as it was where none were measured. */
export function withReplicaTable(text: string, rows: readonly Row[]): string {
  const found = replicaTable(rows);
  return found ? between(text, 'replicas', `${markdownTable(found.table)}\n\n${found.machine}.`) : text;
}
