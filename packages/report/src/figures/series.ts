import type { JsonObject } from '@minebench/core';
import { compareSettings, replicateGroups } from '../groups/replicates.ts';
import { variantFields } from '../groups/varying-fields.ts';
import type { EstimateRow, Setting } from '../rows/estimate-row.ts';
import { seriesName } from '../theme/names.ts';
import { type Appearance, appearances, shade } from '../theme/palette.ts';
import { standBeside } from './line-names.ts';

const variantShapes = ['circle', 'square', 'diamond', 'triangle-up', 'triangle-down', 'cross'] as const;

/** The lines of a figure: one a distinct setting, apart from the fields that the figure's axes and panels show. */
export interface Series {
  readonly names: readonly string[];
  name(setting: Setting): string;
  index(setting: Setting): number;
  /** Whether the figure names its lines itself, and has no legend. */
  readonly named: boolean;
  /** Of a name's lines and marks. */
  look(name: string): Appearance;
  /** Encodings by the field `series`; their legends join, and are left out where the names stand beside the lines. */
  readonly color: JsonObject;
  readonly shape: JsonObject;
}

/**
 * Names and looks of the series. Colour follows the estimator's id, so that it is the same in every figure; variants of one estimator are
 * shades of its colour and differ by shape.
 * @param shown - fields that the figure's axes and panels tell
 * @param beside - whether the figure has room for names beside its lines; where they are few and short, they need no legend
 */
export function seriesOf(rows: readonly EstimateRow[], shown: readonly string[], beside = false): Series {
  const variant = variantFields(rows, shown).filter((field) => !shown.includes(field));
  const name = (setting: Setting): string => seriesName(setting, variant);
  const representatives = new Map<string, Setting>();
  const ordered = replicateGroups(rows)
    .map((group) => group.setting)
    .sort(
      (a, b) =>
        // neural before classical ones
        compareSettings({ kind: b.kind }, { kind: a.kind }) ||
        compareSettings({ estimator: a.estimator }, { estimator: b.estimator }) ||
        compareSettings(a, b),
    );
  for (const setting of ordered) if (!representatives.has(name(setting))) representatives.set(name(setting), setting);
  const names = [...representatives.keys()];
  const ids = [...representatives.values()].map((setting) => String(setting.estimator));
  const looks = appearances(ids);
  const nthOfEstimator = ids.map((id, index) => ids.slice(0, index).filter((other) => other === id).length);
  const colors = ids.map((id, index) =>
    shade(looks.get(id)?.color ?? '#7F7F7F', nthOfEstimator[index], ids.filter((other) => other === id).length),
  );
  const hasVariants = (id: string): boolean => ids.filter((other) => other === id).length > 1;
  const scale = (range: readonly string[]) => ({ domain: names, range });
  const named = beside && standBeside(names);
  const legend = named ? null : { title: null, orient: 'top', direction: 'horizontal', columns: legendColumns(names) };
  const shapes = ids.map((id, index) =>
    hasVariants(id) ? variantShapes[nthOfEstimator[index] % variantShapes.length] : (looks.get(id)?.shape ?? 'circle'),
  );
  return {
    names,
    named,
    name,
    index: (setting) => names.indexOf(name(setting)),
    look: (own) => ({ color: colors[names.indexOf(own)], shape: shapes[names.indexOf(own)] }),
    color: { field: 'series', type: 'nominal', scale: scale(colors), legend },
    shape: { field: 'series', type: 'nominal', scale: scale(shapes), legend },
  };
}

const legendColumns = (names: readonly string[]): number => {
  const longest = Math.max(...names.map((name) => name.length));
  return Math.max(1, Math.min(names.length, Math.floor(84 / (longest + 6))));
};
