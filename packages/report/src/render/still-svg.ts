import type { JsonObject } from '@minebench/core';

/**
 * Draws a complete Vega-Lite specification as SVG whose text is text, for a page that has its own fonts. Vega is loaded when it is first needed.
 * @throws Error where Vega warns of anything
 */
export async function stillSvg(specification: JsonObject): Promise<string> {
  return (await import('./vega-svg.ts')).vegaSvg(specification);
}
