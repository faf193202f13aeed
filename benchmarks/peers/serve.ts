import { createInterface } from 'node:readline';

export type Handlers = Readonly<Record<string, (request: never) => Promise<object>>>;

/** Says hello, then answers one request a line, `{"do": NAME, ...}`, until the input ends; an error is an answer too. The same as `protocol.py`. */
export async function serve(hello: object, handlers: Handlers): Promise<void> {
  const answer = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
  answer(hello);
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: name, ...request } = JSON.parse(line);
    try {
      answer(await handlers[name](request as never));
    } catch (error) {
      answer({ error: (error instanceof Error ? error.message : String(error)).split('\n')[0] });
    }
  }
}

/** Wall and CPU seconds of a piece of work, and what it gave. */
export async function timedWork<T>(work: () => Promise<T>) {
  const before = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpuSeconds: (user + system) / 1e6, value };
}
