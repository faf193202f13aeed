import type { JsonObject } from '@minebench/core';
import { lightConfig } from '../theme/config.ts';
import type { DrawnFigure } from './draw-figure.ts';

/**
 * Draws a Vega-Lite specification of anyone's in the theme of the reports, as SVG with outlined text and as PNG. Vega is loaded when it is first needed.
 * @param text - title and description for readers who do not see the picture
 * @throws Error where Vega warns of anything
 */
export async function drawSpecification(
  specification: JsonObject,
  text: { readonly title: string; readonly alt: string },
): Promise<DrawnFigure> {
  const { drawFigure } = await import('./draw-figure.ts');
  return drawFigure({ ...specification, config: lightConfig }, text);
}
