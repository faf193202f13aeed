import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** True where a choice names a user's file instead of something of ours: `./my-critic.ts`, `/home/me/critic.js`. */
export const isFileName = (text: string): boolean =>
  /^\.{1,2}\//.test(text) || isAbsolute(text) || text.startsWith('file:') || /\.[cm]?[jt]s$/.test(text);

/** The URL of a user's file, seen from the experiment file. */
export const userFileUrl = (file: string, baseUrl: string): string =>
  file.startsWith('file:') ? file : pathToFileURL(resolve(dirname(fileURLToPath(baseUrl)), file)).href;

/** A user's file as cells name it: relative to the experiment file, so that the place of both does not matter. */
export function relativeName(file: string, baseUrl: string): string {
  const path = relative(dirname(fileURLToPath(baseUrl)), fileURLToPath(userFileUrl(file, baseUrl)))
    .split(sep)
    .join('/');
  return path.startsWith('../') ? path : `./${path}`;
}
