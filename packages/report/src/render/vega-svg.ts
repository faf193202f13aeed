import type { JsonObject } from '@minebench/core';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';
import { faceOf, fontOf } from './fonts.ts';

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly fontStyle?: string;
}

/** Vega's hook for text widths; its types leave it out. */
interface TextMetrics {
  width(item: TextItem, text: unknown): number;
}

/** Without a canvas Vega guesses that every letter is 0.8 em wide, which leaves titles adrift: it is told the font's own widths. */
function measureWithOurFont(): void {
  const metrics = (vega as unknown as { textMetrics: TextMetrics }).textMetrics;
  metrics.width = (item, text) => {
    const width = fontOf(faceOf(item.fontWeight, item.fontStyle)).width(String(text ?? ''));
    return width * (item.fontSize ?? 11);
  };
}

const noLoader = {
  load: (uri: string) => Promise.reject(new Error(`a figure's data is inline; ${uri} is not loaded`)),
  sanitize: (uri: string) => Promise.reject(new Error(`a figure links to nothing; ${uri} is refused`)),
  http: () => Promise.reject(new Error('figures make no requests')),
  file: () => Promise.reject(new Error('figures read no files')),
};

/**
 * Draws a complete Vega-Lite specification as SVG with live text. The same specification gives the same text.
 * @throws Error where Vega warns of anything: a figure that lacks a part shall not pass for whole
 */
export async function vegaSvg(specification: JsonObject): Promise<string> {
  measureWithOurFont();
  // ids of clip paths count up over the process
  vega.resetSVGDefIds();
  const complaints: string[] = [];
  const logger = collectingLogger(complaints);
  const { spec } = vegaLite.compile(specification as unknown as vegaLite.TopLevelSpec, { logger });
  const view = new vega.View(vega.parse(spec), {
    renderer: 'none',
    loader: noLoader as unknown as vega.Loader,
    logger,
  });
  try {
    const svg = await view.toSVG();
    if (complaints.length > 0) throw new Error(`a figure's specification is not sound: ${complaints.join('; ')}`);
    return svg;
  } finally {
    view.finalize();
  }
}

/** Vega writes to the console what it cannot do, and draws the rest; here that is an error. */
function collectingLogger(complaints: string[]): vega.LoggerInterface {
  const logger = vega.logger(vega.Warn);
  const collect = (...messages: readonly unknown[]) => {
    complaints.push(messages.map(String).join(' '));
    return logger;
  };
  logger.warn = collect;
  logger.error = collect;
  return logger;
}
