import type { JsonObject } from '@minebench/core';
import { okabeIto } from '../theme/palette.ts';

const colors = [
  okabeIto.blue,
  okabeIto.vermillion,
  okabeIto.bluishGreen,
  okabeIto.reddishPurple,
  okabeIto.orange,
  okabeIto.skyBlue,
  '#8A6D3B',
] as const;

const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'] as const;

/** Pixels that a legend has across; of a letter of it, on average and a little more; of a symbol with what is around it. */
const [room, letterWidth, symbolWidth] = [375, 6.2, 24];

/** Colour and shape by the field `contestant`. Seven colours and six shapes repeat together only after 42 contestants. */
export function contestantLooks(names: readonly string[]): { readonly color: JsonObject; readonly shape: JsonObject } {
  const longest = Math.max(...names.map((name) => name.length));
  const columns = Math.max(1, Math.min(names.length, Math.floor(room / (letterWidth * longest + symbolWidth))));
  const legend = {
    title: null,
    orient: 'top',
    direction: 'horizontal',
    columns,
    columnPadding: 8,
    labelFontSize: 10,
    symbolFillColor: null,
  };
  const encoding = (range: readonly string[]): JsonObject => ({
    field: 'contestant',
    type: 'nominal',
    scale: { domain: [...names], range: names.map((_, index) => range[index % range.length]) },
    legend,
  });
  return { color: encoding(colors), shape: encoding(shapes) };
}
