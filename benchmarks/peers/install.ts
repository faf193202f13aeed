import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultFolder, environmentNames, makeEnvironment } from './environments.ts';

/** Makes the Python environments that the benchmarks compare with: npm run bench:peers [-- --python python3.12 --peers FOLDER] */
const { values } = parseArgs({
  options: { python: { type: 'string', default: 'python3' }, peers: { type: 'string', default: defaultFolder } },
});
mkdirSync(values.peers, { recursive: true });
for (const name of environmentNames) {
  process.stdout.write(`${await makeEnvironment(values.peers, name, values.python)}\n`);
}
