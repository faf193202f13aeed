import { extname } from 'node:path';
import { InputError } from '@minebench/core';

export const dataFormats = ['csv', 'npy', 'parquet'] as const;

export type DataFormat = (typeof dataFormats)[number];

/**
 * The format of a file of samples, by its extension.
 * @param argument - what names the file, for error messages: `FILE`, `--out`
 * @throws InputError where it is another one
 */
export function formatOf(path: string, argument = 'FILE'): DataFormat {
  const extension = extname(path).slice(1).toLowerCase();
  const format = dataFormats.find((known) => known === extension);
  if (format) return format;
  throw new InputError({
    argument,
    value: path,
    problem: extension === '' ? 'has no extension' : `has an extension that is not known: .${extension}`,
    remedy: 'end it with .csv, .npy or .parquet',
  });
}
