import { resolve } from 'node:path';
import type { CellRecord, Experiment } from '@minebench/core';
import { toOracleRows } from '../rows/oracle-row.ts';
import { toStaircaseRows } from '../rows/staircase-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { allColumns, legend } from '../tables/columns.ts';
import { estimateTable } from '../tables/estimate-table.ts';
import { oracleTable } from '../tables/oracle-table.ts';
import { quotedTable } from '../tables/quoted-table.ts';
import { staircaseTable } from '../tables/staircase-table.ts';
import type { Table } from '../tables/table.ts';
import { lightConfig } from '../theme/config.ts';
import { composeSpecification, requireFigureIds } from './compose-specification.ts';
import { judge } from './judge.ts';
import { provenanceOf } from './provenance.ts';
import { reductions } from './reductions.ts';
import type { ReportOptions, ReportSummary } from './report-options.ts';
import { verdictsOf } from './verdicts-file.ts';
import { writeFiles } from './write-files.ts';

export type { ReportCounts, ReportOptions, ReportSummary } from './report-options.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

function tablesOf(records: readonly CellRecord[]): Table[] {
  const estimates = estimateTable(toRows(records), allColumns);
  return [
    ...(estimates ? [{ ...estimates, notes: [...estimates.notes, legend] }] : []),
    oracleTable(toOracleRows(records)),
    staircaseTable(toStaircaseRows(records)),
  ].filter((table) => table !== null);
}

/**
 * Draws an experiment's figures from its records, judges its claims, and writes the report into `options.outDir`: `index.html` (one page that
 * needs nothing else), each figure as SVG, PNG and Vega-Lite with the rows it draws as Parquet, `summary.md`, `results.parquet` and `verdicts.json`. The same records give the
 * same bytes.
 *
 * @param records - those of the experiment's cells; other procedures than `estimate` and `oracle` are for the figures and claims of the experiment
 * @throws InputError where a figure's id is no file name, a `where` names an unknown field, or the folder cannot be written to
 */
export async function renderReport(
  experiment: Experiment,
  records: readonly CellRecord[],
  options: ReportOptions,
): Promise<ReportSummary> {
  requireFigureIds(experiment.figures);
  // Vega, the rasteriser and Parquet are heavy: only a report pays for them
  const [{ drawFigure }, { htmlPage }, { markdownSummary }, { resultsParquet }, { figureParquet }] = await Promise.all([
    import('./draw-figure.ts'),
    import('./html-page.ts'),
    import('./markdown-summary.ts'),
    import('../results/results-parquet.ts'),
    import('../results/figure-rows.ts'),
  ]);
  const provenance = provenanceOf(experiment, records, options);
  const claims = judge(experiment, records, options);
  const files = new Map<string, string | Buffer>();

  const figures = [];
  for (const figure of experiment.figures) {
    const drawn = figure.draw(records);
    if (drawn === null) {
      figures.push({ figure, drawing: null });
      continue;
    }
    const specification = composeSpecification(figure, drawn, provenance);
    const themed = { ...specification, config: lightConfig };
    const alt = `${figure.alt} Remade by: ${options.command}`;
    const { svg, png } = await drawFigure(themed, { title: figure.title, alt });
    const rows = figureParquet(drawn);
    files.set(`${figure.id}.svg`, svg);
    files.set(`${figure.id}.png`, png);
    files.set(`${figure.id}.vl.json`, json(themed));
    if (rows) files.set(`${figure.id}.parquet`, rows);
    figures.push({ figure, drawing: { specification, svg, hasRows: rows !== null } });
  }

  const content = {
    experiment,
    claims,
    figures,
    tables: [...(options.tables ?? []), quotedTable(experiment.quoted), ...tablesOf(records)].filter(
      (table) => table !== null,
    ),
    provenance,
    reduced: reductions(experiment),
  };
  const verdicts = verdictsOf(content, options.counts);
  files.set('summary.md', markdownSummary(content));
  files.set('results.parquet', resultsParquet(records));
  files.set('verdicts.json', json(verdicts));
  // last, so that a page never shows what is not there yet
  files.set('index.html', htmlPage(content));
  await writeFiles(options.outDir, files);

  return {
    id: experiment.id,
    claims: claims.map(({ name, verdict, detail }) => ({ name, verdict, detail })),
    cells: verdicts.cells,
    failed: verdicts.failed,
    diverged: verdicts.diverged,
    planned: verdicts.planned,
    missing: verdicts.missing,
    page: resolve(options.outDir, 'index.html'),
    files: [...files.keys()],
  };
}
