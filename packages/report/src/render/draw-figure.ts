import type { JsonObject } from '@minebench/core';
import { Resvg } from '@resvg/resvg-js';
import { compactSvg } from './compact-svg.ts';
import { escapeHtml } from './escape-html.ts';
import { setTextsAside } from './outline-text.ts';
import { vegaSvg } from './vega-svg.ts';

export interface DrawnFigure {
  /** Text is outlined: it looks the same wherever it is shown. */
  readonly svg: string;
  readonly png: Buffer;
}

/** Pixels of the PNG to a CSS pixel: 192 dots an inch. */
const scale = 2;

/** Nothing in a drawing needs a font. */
const font = { loadSystemFonts: false };

/**
 * Draws a specification as SVG with outlined text and as PNG, with no browser and no fonts of the machine.
 * @param text - title and description for readers who do not see the picture
 */
export async function drawFigure(
  specification: JsonObject,
  text: { readonly title: string; readonly alt: string },
): Promise<DrawnFigure> {
  const texts = setTextsAside(await vegaSvg(specification));
  const outlined = texts.restore(compactSvg(new Resvg(texts.svg, { font }).toString()));
  const svg = outlined.replace(
    /<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg${attributes} role="img"><title>${escapeHtml(text.title)}</title><desc>${escapeHtml(text.alt)}</desc>`,
  );
  const png = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale }, background: '#FFFFFF' }).render().asPng();
  return { svg, png };
}
