import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fontFamily } from '../theme/config.ts';
import { type FontMetrics, readFontMetrics } from './true-type.ts';

const require = createRequire(import.meta.url);

const fontFile = (name: string): string => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** The faces that figures use. All of them are given to the rasteriser: a face it lacks vanishes without a word. */
const faces = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique'] as const;

/** What resvg is told of fonts: ours alone, whatever the machine has. */
export const fontOptions = () => ({
  loadSystemFonts: false,
  fontFiles: faces.map(fontFile),
  defaultFontFamily: fontFamily,
  sansSerifFamily: fontFamily,
});

const loaded = new Map<string, FontMetrics>();

/** Metrics of a face, read once. */
export function metricsOf(face: (typeof faces)[number]): FontMetrics {
  let metrics = loaded.get(face);
  if (!metrics) {
    metrics = readFontMetrics(readFileSync(fontFile(face)));
    loaded.set(face, metrics);
  }
  return metrics;
}
