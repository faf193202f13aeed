import { createHash } from 'node:crypto';
import { type Cell, canonicalJson } from '@minebench/core';

/** A cell's name: the SHA-256 of its canonical JSON, in hexadecimal. */
export const cellName = (cell: Cell): string =>
  createHash('sha256')
    .update(canonicalJson({ ...cell }))
    .digest('hex');

/** The same over everything but `code`: cells that only their sources tell apart share it. */
export const questionName = ({ code: _, ...question }: Cell): string =>
  createHash('sha256').update(canonicalJson(question)).digest('hex');
