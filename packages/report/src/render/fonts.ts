import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Font, readFont } from './true-type.ts';

const require = createRequire(import.meta.url);

/** The faces that figures use. */
export type Face = 'DejaVuSans' | 'DejaVuSans-Bold' | 'DejaVuSans-Oblique';

const loaded = new Map<Face, Font>();

/** A face, read once. */
export function fontOf(face: Face): Font {
  let font = loaded.get(face);
  if (!font) {
    font = readFont(readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`)));
    loaded.set(face, font);
  }
  return font;
}

/** Bold goes before oblique: there is no face that is both. */
export function faceOf(weight: string | number | undefined, style?: string): Face {
  if (weight === 'bold' || weight === 'bolder' || Number(weight) >= 600) return 'DejaVuSans-Bold';
  return style === 'italic' || style === 'oblique' ? 'DejaVuSans-Oblique' : 'DejaVuSans';
}
