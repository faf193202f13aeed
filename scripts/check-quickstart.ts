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
  const { claims, cells, failed } = JSON.parse(readFileSync(join(folder, 'verdicts.json'), 'utf8'));
  if (cells !== 30) wrong.push(`${cells} cells instead of 30`);
  if (failed !== 0) wrong.push(`${failed} cells failed`);
  if (claims.length !== 2) wrong.push(`${claims.length} claims instead of 2`);
  for (const { name, verdict, detail } of claims) {
    if (verdict !== 'holds') wrong.push(`"${name}" ${verdict}: ${detail}`);
  }
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  if (!page.includes('</html>')) wrong.push('index.html is cut off');
}
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;
