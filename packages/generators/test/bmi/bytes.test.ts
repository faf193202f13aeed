import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digests } from './digests.ts';

/** Printed by: npx tsx --conditions=@minebench/source packages/generators/test/bmi/digests.ts */
const committed = {
  '1v1-normal-0.75': 'eafade8124ca9eb0',
  'normal_cdf-1v1-normal-0.75': '5d0d25942285ddac',
  '1v1-additive-0.1': '8a60e486221bdfaf',
  '1v1-additive-0.75': '1c98f1cdfd92dc8d',
  '1v1-bimodal-0.75': '1b66f4f77bbcb37b',
  'wiggly-1v1-normal-0.75': '5605bdc3b1b2470a',
  'half_cube-1v1-normal-0.75': '4681509fabd9a79f',
  'student-identity-1-1-1': '751e378aeb8f536a',
  'asinh-student-identity-1-1-1': 'dd4d486e842a4b07',
  'swissroll_x-normal_cdf-1v1-normal-0.75': 'b7ca9520596f8d53',
  'multinormal-dense-2-2-0.5': 'ddc7e656c3c7e9e4',
  'multinormal-dense-3-3-0.5': '4ca598c3aee83109',
  'multinormal-dense-5-5-0.5': '667166b4d817fdb2',
  'multinormal-dense-25-25-0.5': 'd0280c93315c3948',
  'multinormal-dense-50-50-0.5': '0fffe11f000fa61b',
  'multinormal-sparse-2-2-2-2.0': '0559073e690962ec',
  'multinormal-sparse-3-3-2-2.0': '4e37e2a265829c1e',
  'multinormal-sparse-5-5-2-2.0': '9c76879a70e7a153',
  'multinormal-sparse-25-25-2-2.0': '487c795fe37fab6d',
  'student-identity-2-2-1': '2fe918c08c30acaa',
  'student-identity-2-2-2': '7553482534460bc3',
  'student-identity-3-3-2': 'f596356224683220',
  'student-identity-3-3-3': '53eed8ef0b3f0a59',
  'student-identity-5-5-2': '0cbbaf42415bbeb8',
  'student-identity-5-5-3': 'b2d41df16c1b1eba',
  'normal_cdf-multinormal-sparse-3-3-2-2.0': 'b27e3ba4795dc6e4',
  'normal_cdf-multinormal-sparse-5-5-2-2.0': 'a392e47be9ef1591',
  'normal_cdf-multinormal-sparse-25-25-2-2.0': '599a2c6158d27bdd',
  'half_cube-multinormal-sparse-3-3-2-2.0': 'b35ae79d4135a63b',
  'half_cube-multinormal-sparse-5-5-2-2.0': 'ff16dd54479e1373',
  'half_cube-multinormal-sparse-25-25-2-2.0': 'a119399a40d5488f',
  'spiral-multinormal-sparse-3-3-2-2.0': '9dec4577f852a072',
  'spiral-multinormal-sparse-5-5-2-2.0': '38cffa8b118ae301',
  'spiral-multinormal-sparse-25-25-2-2.0': 'd0d190ce64dbe1f8',
  'spiral-normal_cdf-multinormal-sparse-3-3-2-2.0': '40f02bd95277beb2',
  'spiral-normal_cdf-multinormal-sparse-5-5-2-2.0': '5acbd8a7cefc5df1',
  'spiral-normal_cdf-multinormal-sparse-25-25-2-2.0': '37e7a414d4b1ccce',
  'asinh-student-identity-2-2-1': '97ecacab00f1d9b7',
  'asinh-student-identity-3-3-2': 'cf3a39dca2e65ca7',
  'asinh-student-identity-5-5-2': '654bd5aca39e4fb8',
};

test('samples of the suite give the same bytes on every machine', () => {
  expect(digests()).toEqual(committed);
});

describe.each(['transforms', 'bmi'])('%s use only exactly specified arithmetic', (name) => {
  const folder = new URL(`../../src/${name}/`, import.meta.url);
  const exact = new Set(['abs', 'floor', 'max', 'min', 'sqrt']);

  test.each(readdirSync(folder))('%s', (file) => {
    const code = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const used = [...code.matchAll(/Math\.(\w+)/g)].map((match) => match[1]);
    expect(used.filter((name) => !exact.has(name))).toEqual([]);
    expect(code).not.toContain('**');
  });
});
