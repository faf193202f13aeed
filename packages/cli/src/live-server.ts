import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '@minebench/core';

const LOOPBACK = '127.0.0.1';

/** What is answered under a path. */
export interface Served {
  readonly type: string;
  body(): string;
}

export interface LocalServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a few texts to browsers on this machine. A request that names another host is refused: a page from elsewhere whose name was made to point here must not read them.
 * @throws InputError where the port is taken
 */
export async function serveLocally(port: number, paths: Readonly<Record<string, Served>>): Promise<LocalServer> {
  const server = createServer((request, response) => answer(request, response, paths));
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(
        new InputError({
          argument: '--port',
          value: port,
          problem: `cannot be listened on (${code})`,
          remedy: 'give another, or leave it out',
        }),
      ),
    );
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, paths: Readonly<Record<string, Served>>): void {
  const { localPort } = request.socket;
  const end = (code: number, type: string, body: string) =>
    response
      .writeHead(code, {
        'content-type': type,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      })
      .end(request.method === 'HEAD' ? '' : body);
  const plain = 'text/plain; charset=utf-8';
  if (![`${LOOPBACK}:${localPort}`, `localhost:${localPort}`].includes(request.headers.host ?? ''))
    return void end(403, plain, 'served to this machine alone\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return void end(405, plain, 'nothing can be changed\n');
  const path = request.url ?? '';
  if (!Object.hasOwn(paths, path)) return void end(404, plain, 'there is nothing here\n');
  try {
    end(200, paths[path].type, paths[path].body());
  } catch (error) {
    end(500, plain, `${error instanceof Error ? error.message : error}\n`);
  }
}
