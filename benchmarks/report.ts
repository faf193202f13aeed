import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { drawSpecification } from '@minebench/report';
import { stepFigure } from './figure.ts';
import type { Row } from './measure.ts';
import { page } from './page.ts';

/** Renders reports/performance from the rows that `npm run bench -- --json FILE` wrote. */
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'reports/performance' }, json: { type: 'string' } },
});
const out = resolve(values.out);
const rows: Row[] = JSON.parse(readFileSync(values.json ?? join(out, 'results.json'), 'utf8'));
mkdirSync(out, { recursive: true });
const write = (name: string, text: string | Buffer) => writeFileSync(join(out, name), text);
const specification = stepFigure(rows);
const drawn = await drawSpecification(specification, {
  title: 'A training step, one thread each',
  alt: 'Milliseconds a step of each implementation at six sizes',
});
write('training-step.vl.json', `${JSON.stringify(specification, null, 1)}\n`);
write('training-step.svg', drawn.svg);
write('training-step.png', drawn.png);
write('summary.md', page(rows));
process.stdout.write(`${join(out, 'summary.md')}\n`);
