import type { Cell, Json } from '@minebench/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellName, cellNamer } from '../../src/store/cell-name.ts';

const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>, { maxKeys: 4 });

test('cells that share their objects have the names that each has alone', () => {
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), fc.array(object, { maxLength: 6 }), (shared, own) => {
      const nameOf = cellNamer();
      const cells = [...own, ...shared].map((params, index): Cell => {
        const common = shared[index % shared.length];
        const rest = { dataSeed: index, initSeed: 0, engine: 'host', protocol: common, code: '0' };
        return { procedure: 'any', params: { ...params, common, also: common }, ...rest };
      });
      expect(cells.map(nameOf)).toEqual(cells.map(cellName));
    }),
    { seed: 1 },
  );
});
