import { createHash } from 'node:crypto';
import { type Cell, canonicalJson, type Json } from '@minebench/core';

/** SHA-256 in hexadecimal. */
export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A cell's name: the SHA-256 of its canonical JSON, in hexadecimal. */
export const cellName = (cell: Cell): string => hashText(canonicalJson({ ...cell }));

/** The same over everything but `code`: cells that only their sources tell apart share it. */
export const questionName = ({ code: _, ...question }: Cell): string => hashText(canonicalJson(question));

/** `cellName` for the cells of a sweep, which share the objects that they are combined from: the text of each of those is made once. They must not change meanwhile. */
export function cellNamer(): (cell: Cell) => string {
  const texts = new WeakMap<object, string>();
  const shared = (value: Json): string => {
    if (value === null || typeof value !== 'object') return canonicalJson(value);
    const text = texts.get(value) ?? canonicalJson(value);
    texts.set(value, text);
    return text;
  };
  const textOf = (members: { readonly [name: string]: Json }, memberText: (value: Json, name: string) => string) =>
    `{${Object.keys(members)
      .filter((name) => members[name] !== undefined)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${memberText(members[name], name)}`)
      .join(',')}}`;
  return (cell) =>
    hashText(textOf({ ...cell }, (value, name) => (name === 'params' ? textOf(cell.params, shared) : shared(value))));
}
