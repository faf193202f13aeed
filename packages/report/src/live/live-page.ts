import type { JsonObject } from '@minebench/core';
import { contentPolicy } from '../render/content-policy.ts';
import { escapeHtml, scriptJson } from '../render/escape-html.ts';
import { pageStyle } from '../render/page-style.ts';
import { vegaBundles } from '../render/vega-bundles.ts';
import { darkConfig, lightConfig } from '../theme/config.ts';
import { liveScript } from './live-script.ts';

/** What the page asks for again and again, as JSON from `state.json` beside it. */
export interface LiveState {
  readonly cells: number;
  readonly completed: number;
  readonly diverged: number;
  readonly failed: number;
  readonly left: number;
  readonly runs: number;
  readonly workers: number;
  /** Share of all work that is done, in [0, 1]. */
  readonly share: number;
  readonly secondsLeft: number | null;
  /** Cells done by the seconds since the page is served. */
  readonly throughput: readonly { readonly seconds: number; readonly done: number }[];
  readonly running: readonly { readonly label: string; readonly share: number; readonly seconds: number }[];
  /** Training of the cells that run or ran last, nats. */
  readonly curves: readonly {
    readonly label: string;
    readonly step: number;
    readonly minibatch: number | null;
    readonly selection: number | null;
  }[];
  readonly failures: readonly { readonly label: string; readonly reason: string }[];
}

const nats = { axis: { title: 'nats', format: '~g' }, type: 'quantitative' };
const step = { field: 'step', type: 'quantitative', axis: { title: 'step' } };

/** One entry a line, cut where the chart ends. */
const legend = { orient: 'bottom', columns: 1, labelLimit: { expr: 'max(width - 40, 60)' } };

const curvesChart: JsonObject = {
  width: 'container',
  autosize: { type: 'fit-x', contains: 'padding', resize: true },
  height: 300,
  data: { name: 'rows', values: [] },
  encoding: {
    x: step,
    color: { field: 'label', type: 'nominal', title: null, legend },
  },
  layer: [
    { mark: { type: 'line', strokeWidth: 1, opacity: 0.45 }, encoding: { y: { field: 'minibatch', ...nats } } },
    {
      mark: { type: 'line', strokeWidth: 2, point: { size: 12 }, tooltip: true },
      encoding: { y: { field: 'selection', ...nats } },
    },
  ],
};

const throughputChart: JsonObject = {
  width: 'container',
  autosize: { type: 'fit-x', contains: 'padding', resize: true },
  height: 160,
  data: { name: 'rows', values: [] },
  mark: { type: 'line', interpolate: 'step-after', tooltip: true },
  encoding: {
    x: {
      field: 'seconds',
      type: 'quantitative',
      axis: { title: 'seconds since this page is served', format: 'd', tickMinStep: 1 },
    },
    y: {
      field: 'done',
      type: 'quantitative',
      axis: { title: 'cells done', format: 'd', tickMinStep: 1 },
      scale: { zero: false },
    },
  },
};

/**
 * A page that shows a sweep as it runs. It contains all it needs, asks for nothing but `state.json` from where it came, and shows what comes from files as text alone.
 */
export function livePage({ title, store }: { readonly title: string; readonly store: string }): string {
  const scripts = [...vegaBundles(), liveScript];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts)}; connect-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)} · minebench</title>
<style>${pageStyle}
html { scrollbar-gutter: stable; } h1, li { overflow-wrap: anywhere; } progress { width: 100%; height: 1rem; } .chart.vega-embed { display: block; width: 100%; padding-right: 0; } ul.plain { padding-left: 1.2rem; }</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="note">Records in <code>${escapeHtml(store)}</code></p>
</header>
<main>
<p id="lost" class="banner" hidden>minebench watch no longer answers: what is shown is as it was.</p>
<p id="progress" role="status">Reading the records.</p>
<progress id="share" max="1" value="0" aria-label="Share of the work that is done"></progress>
<section aria-labelledby="running-title"><h2 id="running-title">Running</h2><ul id="running" class="plain"></ul></section>
<section aria-labelledby="curves-title"><h2 id="curves-title">Training</h2>
<p class="note">Thin: minibatch average; with points: the bound on the selection part. Cells that run, and those that ran last.</p>
<div id="curves" class="chart" role="img" aria-label="Training curves"></div></section>
<section aria-labelledby="throughput-title"><h2 id="throughput-title">Throughput</h2><p id="rate"></p>
<div id="throughput" class="chart" role="img" aria-label="Cells done over time"></div></section>
<section aria-labelledby="failures-title"><h2 id="failures-title">Failures</h2><ul id="failures" class="plain"></ul></section>
</main>
<script type="application/json" id="charts">${scriptJson({ curves: curvesChart, throughput: throughputChart })}</script>
<script type="application/json" id="themes">${scriptJson({ light: lightConfig, dark: darkConfig })}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}
