import { expect, test } from 'vitest';
import { vegaSvg } from '../src/render/vega-svg.ts';
import { lightConfig } from '../src/theme/config.ts';
import { appearances, shade } from '../src/theme/palette.ts';

const shipped = ['dv', 'mine', 'mine-f', 'ksg', 'infonce', 'js', 'smile'];

test('an estimator looks the same whatever stands beside it', () => {
  const all = appearances(shipped);
  for (const id of shipped) expect(appearances([id]).get(id)).toEqual(all.get(id));
  expect(appearances([...shipped].reverse())).toEqual(all);
});

test('estimators in one figure differ in colour and in shape, a user’s own among them', () => {
  const looks = [...appearances(['dv', 'mine', 'mine-f', 'ksg', 'my-bound', 'another']).values()];
  expect(new Set(looks.map((look) => look.color)).size).toBe(6);
  expect(new Set(looks.map((look) => look.shape)).size).toBe(6);
});

test('shades of a colour are distinct, and one of one is the colour itself', () => {
  expect(shade('#D55E00', 0, 1)).toBe('#D55E00');
  expect(new Set([0, 1, 2, 3].map((index) => shade('#D55E00', index, 4))).size).toBe(4);
  for (const index of [0, 1, 2, 3]) expect(shade('#0072B2', index, 4)).toMatch(/^#[0-9A-F]{6}$/);
});

test('a legend has an entry for every group, however many there are', async () => {
  const groups = Array.from({ length: 40 }, (_, index) => `group ${index}`);
  const svg = await vegaSvg({
    config: lightConfig,
    data: { values: groups.map((group) => ({ group })) },
    mark: 'point',
    encoding: { color: { field: 'group', type: 'nominal' } },
  });
  for (const group of groups) expect(svg).toContain(`>${group}<`);
});
