/** The one place that prints. Results for programs go to stdout, everything for people to stderr. */

/** True where a person watches: progress is drawn only then. */
export const isWatched = (): boolean => process.stderr.isTTY === true;

export const columns = (): number => process.stderr.columns ?? 80;

/** Lets a command end as it would where a reader such as `head` has seen enough: what it would still print is dropped. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** A line for people. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Overwrites the line the cursor is on; only where a person watches. */
export const drawOver = (line: string): void => {
  process.stderr.write(`\r\u001b[2K${line}`);
};

/** A result for programs, or what a command like `list` is asked for. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value));
