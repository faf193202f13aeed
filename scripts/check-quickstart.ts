import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the quickstart must leave behind; each line of the answer is something that is wrong. */
const folder = process.argv[2];
const wrong: string[] = [];
const figures = ['mi-against-rho', 'bias-and-variance', 'convergence'];
const expected = [
  'index.html',
  'summary.md',
  'verdicts.json',
  'results.parquet',
  ...figures.flatMap((figure) => [`${figure}.svg`, `${figure}.png`, `${figure}.vl.json`]),
];
for (const name of expected) {
  const path = join(folder, name);
  if (!existsSync(path) || statSync(path).size === 0) wrong.push(`${path} is missing or empty`);
}
if (wrong.length === 0) {
  const { experiments } = JSON.parse(readFileSync(join(folder, 'verdicts.json'), 'utf8'));
  for (const { id, claims, cells, failed } of experiments) {
    if (cells !== 30) wrong.push(`${id}: ${cells} cells instead of 30`);
    if (failed !== 0) wrong.push(`${id}: ${failed} cells failed`);
    for (const { name, verdict, detail } of claims) {
      if (verdict !== 'holds') wrong.push(`${id}: "${name}" ${verdict}: ${detail}`);
    }
  }
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  if (!page.includes('</html>')) wrong.push('index.html is cut off');
}
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;
