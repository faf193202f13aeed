import { expect, test } from 'vitest';
import { digests } from './digests.ts';

test('long fills give the same bytes on every machine', () => {
  // Printed by: npx tsx --conditions=@minebench/source packages/core/test/random/digests.ts
  expect(digests()).toEqual({
    uniform: '2d758f45a053c58768b34bcfd1892b93cb66a5a12c1fde4eb3a98feca9f5014b',
    normal: '8e9d16c469ff0bd972571ea7421654c8f82732b67bf908d73a2705a9fc68d997',
    exponential: '60ee1415dc5ef02749e50bbe63117ccc4fc3cd2bba608e4fe639d1d2d3e13c68',
    permutation: '3ac437b0ad7775dd7926a10a17fce2300ae1b8a189339c24bb97b8aea6652721',
  });
});
