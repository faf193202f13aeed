import './one-core.js';
import { load } from '../../bin/load.js';

// Runs command lines that come as messages, one at a time, and sends back what each printed and its code.
const { execute } = await load();
const streams = { stdout: process.stdout, stderr: process.stderr };
process.on('message', async (args) => {
  const printed = { stdout: '', stderr: '' };
  const write = Object.fromEntries(Object.entries(streams).map(([name, stream]) => [name, stream.write]));
  for (const [name, stream] of Object.entries(streams))
    stream.write = (text) => {
      printed[name] += text;
      return true;
    };
  const code = await execute(args);
  for (const [name, stream] of Object.entries(streams)) stream.write = write[name];
  process.send({ code, ...printed });
});
