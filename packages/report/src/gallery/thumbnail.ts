import { Resvg } from '@resvg/resvg-js';

/** Pixels; twice what it is shown at. */
const WIDTH = 480;

/** A figure with outlined text as a small PNG. The same drawing gives the same bytes. */
export const thumbnail = (svg: string): Buffer =>
  new Resvg(svg, { font: { loadSystemFonts: false }, fitTo: { mode: 'width', value: WIDTH }, background: '#FFFFFF' })
    .render()
    .asPng();
