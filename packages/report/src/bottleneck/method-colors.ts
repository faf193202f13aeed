import { okabeIto, shade } from '../theme/palette.ts';
import type { BottleneckRow } from './bottleneck-row.ts';

const base: Readonly<Record<string, string>> = {
  none: '#7F7F7F',
  dropout: okabeIto.skyBlue,
  'label-smoothing': okabeIto.bluishGreen,
  vib: okabeIto.blue,
  mine: okabeIto.vermillion,
};

/** A colour scale over methods: a hue a regulariser, a shade a beta, the larger the darker. */
export function methodColors(rows: readonly BottleneckRow[]): { domain: string[]; range: string[] } {
  const methods = [...new Map(rows.map((row) => [row.method, row.regularizer]))];
  return {
    domain: methods.map(([method]) => method),
    range: methods.map(([method, regularizer]) => {
      const siblings = methods.filter(([, other]) => other === regularizer).map(([name]) => name);
      return shade(base[regularizer] ?? '#999933', siblings.indexOf(method), siblings.length);
    }),
  };
}
