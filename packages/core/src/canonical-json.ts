import type { Json } from './contracts/json.ts';

/**
 * JSON with sorted keys and no white space: equal values give equal text. Numbers print as JavaScript prints them, the shortest text that reads
 * back to the same double (RFC 8785). Throws on what JSON cannot hold, NaN and the infinities among it.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new RangeError(`canonical JSON cannot hold ${value}; write null or a word in its place`);
    return JSON.stringify(value);
  }
  if (value === null || typeof value !== 'object') {
    if (value === undefined) throw new TypeError('canonical JSON cannot hold undefined; leave the key out');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  const object = value as { readonly [key: string]: Json };
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${members.join(',')}}`;
}
