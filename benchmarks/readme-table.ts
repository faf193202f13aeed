import { markdownTable } from '@minebench/report';
import type { Row } from './measure.ts';
import { stepTable } from './step-table.ts';

const SHOWN = ['ort:cpu', 'wasm:simd', 'JAX lax.scan', 'torch.compile', 'PyTorch eager', 'tfjs:wasm', 'tfjs:cpu'];
const [BEGIN, END] = ['<!-- speed: npm run bench:report writes what is between these lines -->', '<!-- speed ends -->'];

/** A page's text with the table of training steps between its two marks. */
export function withSpeedTable(text: string, rows: readonly Row[]): string {
  const [before, rest, ...more] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined || more.length > 0)
    throw new Error(`the page has no place for the table: ${BEGIN} ... ${END}`);
  const table = markdownTable(stepTable(rows, { caption: '', threads: 1, implementations: SHOWN }));
  return `${before}${BEGIN}\n${table}\n\n${rows[0].machine}.\n${END}${after}`;
}
