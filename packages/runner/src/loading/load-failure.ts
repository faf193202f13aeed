import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '@minebench/core';
import { messageOf } from '../run/message-of.ts';

const MISSING = /Cannot find (?:module|package) '([^']+)'(?: imported from (.+))?/;
const UNKNOWN_EXTENSION = /Unknown file extension "[^"]*" for (.+)/;
const NO_EXPORT = /The requested module '([^']+)' does not provide an export named '([^']+)'/;

const toPath = (place: string): string => (place.startsWith('file:') ? fileURLToPath(place) : place);

const isBare = (specifier: string): boolean => !/^(\.|\/|file:)/.test(specifier);

/** A path as the importing file would write it. */
const seenFrom = (importer: string, target: string): string => {
  const path = relative(dirname(importer), target);
  return path.startsWith('.') ? path : `./${path}`;
};

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? 'an empty message';

/** One line about a file that could not be loaded: what it imports and from where, or what it threw. */
export function loadFailure(error: unknown, path: string, argument: string): InputError {
  if (error instanceof InputError) return error;
  const message = messageOf(error);
  const missing = MISSING.exec(message);
  if (missing) {
    const [, specifier, from] = missing;
    const importer = from ? toPath(from.trim()) : path;
    const what = isBare(specifier) ? specifier : seenFrom(importer, toPath(specifier));
    return new InputError({
      argument,
      value: path,
      problem: `imports ${what}, which is not there (imported from ${importer})`,
      remedy: isBare(specifier) ? `npm install ${specifier}` : 'check the path',
    });
  }
  const noExport = NO_EXPORT.exec(message);
  if (noExport) {
    return new InputError({
      argument,
      value: path,
      problem: `imports ${noExport[2]} from ${noExport[1]}, which has no such export`,
      remedy: 'check the spelling',
    });
  }
  const unknown = UNKNOWN_EXTENSION.exec(message);
  if (unknown)
    return new InputError({
      argument,
      value: path,
      problem: `imports ${seenFrom(path, toPath(unknown[1].trim()))}, which is no module`,
      remedy: 'read it with node:fs instead',
    });
  const syntax = message.startsWith('Transform failed')
    ? firstLine(message.split('\n').slice(1).join('\n'))
    : undefined;
  if (syntax)
    return new InputError({ argument, value: path, problem: `cannot be read: ${syntax}`, remedy: 'correct it there' });
  return new InputError({
    argument,
    value: path,
    problem: `threw while it was loaded: ${firstLine(message)}`,
    remedy: 'correct what throws there',
  });
}
