import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Why no browser can be started here; undefined where one can. */
export const whyNoBrowser = (): string | undefined =>
  spawnSync('chromium', ['--version']).status === 0 ? undefined : 'chromium not installed';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly request?: { readonly url: string };
    readonly type?: string;
    readonly args?: readonly { readonly value?: unknown; readonly description?: string }[];
    readonly entry?: { readonly level: string; readonly text: string };
    readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
  };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface Page {
  /** Addresses that were asked for. */
  readonly requests: readonly string[];
  /** Errors and warnings on its console, exceptions, and what its content policy refused. */
  readonly complaints: readonly string[];
  /** Goes to another address in the same window. */
  go(url: string): Promise<void>;
  /** A window of another size, on a light or a dark screen. */
  look(options: { readonly width: number; readonly height: number; readonly dark: boolean }): Promise<void>;
  /** Presses a key, such as `Tab` or `ArrowRight`, where the focus is. */
  press(key: string): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
  /** Until an expression is true in the page. @throws where it never becomes so */
  waitFor(expression: string): Promise<void>;
  /** A PNG, in base64. */
  screenshot(): Promise<string>;
  close(): Promise<void>;
}

/** Opens an address in a Chromium without a window, told what to do through a pipe. */
export async function openPage(url: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'minebench-browser-'));
  const child = spawn(
    'chromium',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--no-first-run',
      '--window-size=1000,1400',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], timeout: 110_000, killSignal: 'SIGKILL' },
  );
  const requests: string[] = [];
  const complaints: string[] = [];
  const send = messenger(child, (event) => {
    if (event.method === 'Network.requestWillBeSent') requests.push(event.params!.request!.url);
    else complaints.push(...complaintOf(event));
  });
  const { targetInfos } = await send<{ targetInfos: { type: string; targetId: string }[] }>('Target.getTargets');
  const { targetId } = targetInfos.find(({ type }) => type === 'page')!;
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  await send('Network.enable', {}, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log']) await send(`${domain}.enable`, {}, sessionId);
  const go = async (address: string) => {
    await send('Page.navigate', { url: address }, sessionId);
  };
  await go(url);
  const evaluate = async (expression: string) => {
    const { result } = await send<{ result: { value: unknown } }>(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    return result.value;
  };
  return {
    requests,
    complaints,
    go,
    async look({ width, height, dark }) {
      const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
      await send('Emulation.setEmulatedMedia', { features }, sessionId);
      const size = { width, height, deviceScaleFactor: 1, mobile: false };
      await send('Emulation.setDeviceMetricsOverride', size, sessionId);
    },
    async press(key) {
      for (const type of ['keyDown', 'keyUp'])
        await send(
          'Input.dispatchKeyEvent',
          { type, key, code: key, windowsVirtualKeyCode: keyCodes[key] ?? 0 },
          sessionId,
        );
    },
    evaluate,
    async waitFor(expression) {
      for (let attempt = 0; attempt < 300; attempt++) {
        if ((await evaluate(expression)) === true) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`never true: ${expression}; the page says ${await evaluate('document.body.innerText')}`);
    },
    screenshot: async () => (await send<{ data: string }>('Page.captureScreenshot', { format: 'png' }, sessionId)).data,
    async close() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      send('Browser.close').catch(() => {});
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const keyCodes: Readonly<Record<string, number>> = { Tab: 9, End: 35, Home: 36, ArrowLeft: 37, ArrowRight: 39 };

function complaintOf({ method, params }: Message): string[] {
  if (method === 'Runtime.exceptionThrown')
    return [params?.exceptionDetails?.exception?.description ?? params?.exceptionDetails?.text ?? 'an exception'];
  if (method === 'Log.entryAdded' && ['error', 'warning'].includes(params!.entry!.level)) return [params!.entry!.text];
  if (method === 'Runtime.consoleAPICalled' && ['error', 'warning'].includes(params!.type!))
    return [params!.args!.map(({ value, description }) => String(value ?? description)).join(' ')];
  return [];
}

/** Commands and answers are JSON texts that end with a zero byte. */
function messenger(child: ChildProcess, onEvent: (event: Message) => void) {
  const [commands, answers] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  let text = '';
  answers.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (text + chunk).split('\0');
    text = messages.pop()!;
    for (const message of messages.map((json): Message => JSON.parse(json)))
      if (message.id === undefined) onEvent(message);
      else waiting.get(message.id)?.(message);
  });
  let last = 0;
  let ended = false;
  child.once('close', () => {
    ended = true;
    for (const tell of waiting.values()) tell({ error: { message: 'the browser has ended' } });
  });
  return <T = unknown>(method: string, params: object = {}, sessionId?: string): Promise<T> =>
    new Promise((resolve, reject) => {
      if (ended) throw new Error(`${method}: the browser has ended`);
      const id = ++last;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as T);
      });
      commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}
