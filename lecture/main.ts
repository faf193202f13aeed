import { parseArgs } from 'node:util';
import { writeFiles } from '@minebench/report';
import { buildLecture } from './build.ts';

/** Builds the pages of the lecture out of the published records: `npm run lecture`. */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'reports/lecture' },
    /** Where the reports are whose records the pages show. */
    reports: { type: 'string', default: 'reports' },
  },
});
const files = await buildLecture(values.reports);
await writeFiles(values.out, files);
for (const [name, content] of files)
  process.stdout.write(`${values.out}/${name}  ${Math.round(content.length / 1000)} kB\n`);
