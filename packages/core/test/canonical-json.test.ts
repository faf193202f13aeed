import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../src/index.ts';

describe('canonicalJson', () => {
  test('sorts keys at every depth, keeps the order of arrays, leaves no white space', () => {
    expect(canonicalJson({ b: [2, 1, { d: null, c: true }], a: 'x y' })).toBe(
      '{"a":"x y","b":[2,1,{"c":true,"d":null}]}',
    );
  });

  test('leaves out keys without a value', () => {
    expect(canonicalJson({ a: undefined as unknown as Json, b: 1 })).toBe('{"b":1}');
  });

  test('prints numbers by value: -0 is 0, 1e3 is 1000', () => {
    expect(canonicalJson([-0, 1e3, 0.1, 1e21])).toBe('[0,1000,0.1,1e+21]');
  });

  test.each([NaN, Infinity, -Infinity])('refuses %s', (value) => {
    expect(() => canonicalJson({ a: [value] })).toThrow(RangeError);
  });

  test('refuses undefined in an array', () => {
    expect(() => canonicalJson([undefined as unknown as Json])).toThrow(TypeError);
  });

  test('any value survives a round trip, and the order of its keys does not matter', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, member]) => [key, reversed(member)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        const text = canonicalJson(plain);
        expect(JSON.parse(text)).toEqual(plain);
        expect(canonicalJson(reversed(plain) as Json)).toBe(text);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
