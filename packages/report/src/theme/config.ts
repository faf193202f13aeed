import type { JsonObject } from '@minebench/core';

/** Of figures. Browsers without it take a font of like widths. */
export const fontFamily = 'DejaVu Sans';

interface Ink {
  readonly paper: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
}

const light: Ink = { paper: '#FFFFFF', text: '#1A1A1A', muted: '#595959', grid: '#E4E4E4' };
const dark: Ink = { paper: '#15181C', text: '#ECECEC', muted: '#A9AFB6', grid: '#33383E' };

/**
 * Vega-Lite configuration. Figures name styles (`truth`, `note`, `mean`, ...) instead of colours that depend on the background, so that one
 * specification serves paper and dark screens.
 */
const configFor = (ink: Ink): JsonObject => {
  const font = `${fontFamily}, Verdana, sans-serif`;
  return {
    font,
    background: ink.paper,
    padding: 8,
    view: { stroke: ink.muted, strokeWidth: 0.5, continuousWidth: 320, continuousHeight: 220 },
    title: {
      font,
      anchor: 'start',
      color: ink.text,
      fontSize: 14,
      fontWeight: 'bold',
      offset: 10,
      subtitleColor: ink.muted,
      subtitleFont: font,
      subtitleFontSize: 10,
      subtitlePadding: 4,
      subtitleLineHeight: 13,
    },
    axis: {
      labelFont: font,
      titleFont: font,
      labelColor: ink.text,
      titleColor: ink.text,
      labelFontSize: 11,
      titleFontSize: 12,
      titleFontWeight: 'normal',
      titlePadding: 6,
      gridColor: ink.grid,
      gridWidth: 0.6,
      domainColor: ink.muted,
      tickColor: ink.muted,
      tickSize: 4,
      labelPadding: 3,
    },
    header: { labelFont: font, labelColor: ink.text, labelFontSize: 11, titleFont: font, titleColor: ink.text },
    legend: {
      // Every group has its entry, however many there are.
      symbolLimit: 0,
      labelFont: font,
      titleFont: font,
      labelColor: ink.text,
      titleColor: ink.text,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 'normal',
      symbolSize: 70,
      symbolOpacity: 1,
      labelLimit: 360,
      columnPadding: 16,
    },
    text: { font, fontSize: 11, color: ink.text },
    concat: { spacing: 18 },
    line: { strokeWidth: 1.6 },
    rule: { strokeWidth: 1.2, color: ink.muted },
    range: { category: [ink.text] },
    style: {
      truth: { color: ink.text, strokeWidth: 1.4, opacity: 1 },
      // broad and pale: seen on both sides of the estimates' lines, which cover it where they are right
      truthCurve: { color: ink.text, opacity: 0.35 },
      truthSegments: { color: ink.text, strokeDash: [5, 4], opacity: 0.5 },
      truthMark: { color: ink.text, opacity: 1 },
      truthLabel: { color: ink.text, fontSize: 11, fontStyle: 'italic' },
      limit: { color: ink.text, strokeWidth: 1.2, opacity: 0.85 },
      reference: { color: ink.muted, strokeWidth: 1, opacity: 1 },
      leader: { color: ink.muted, strokeWidth: 0.8, strokeDash: [1, 2], opacity: 1 },
      lineEnd: { size: 46, filled: true, stroke: ink.paper, strokeWidth: 0.6, opacity: 1 },
      paper: { color: ink.paper, opacity: 1 },
      zero: { color: ink.text, strokeWidth: 1, opacity: 0.9 },
      tolerance: { color: ink.muted, opacity: 0.16 },
      replicate: { strokeWidth: 1.1, size: 22, fillOpacity: 0, opacity: 0.85 },
      mean: { size: 46, filled: true, stroke: ink.paper, strokeWidth: 0.6, opacity: 1 },
      interval: { strokeWidth: 1.6, opacity: 0.9 },
      selection: { color: ink.muted, opacity: 0.9 },
      best: { color: ink.text, size: 18, opacity: 1 },
      tileLight: { color: '#FFFFFF' },
      tileDark: { color: '#000000' },
      tileEmpty: { color: ink.text },
      tileMissing: { color: ink.grid },
      panelHeading: { color: ink.text, fontSize: 12, fontWeight: 'bold' },
    },
  };
};

export const lightConfig: JsonObject = configFor(light);
export const darkConfig: JsonObject = configFor(dark);

/** The Vega-Lite version that figures are written for. */
export const vegaLiteSchema = 'https://vega.github.io/schema/vega-lite/v6.json';
