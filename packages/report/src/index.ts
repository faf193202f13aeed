export { type ErrorAtMostOptions, errorAtMost } from './bottleneck/error-at-most.ts';
export { classificationErrors } from './bottleneck/error-figure.ts';
export { informationPlane } from './bottleneck/information-plane.ts';
export { type Baseline, makeBaseline, type SpeedReading } from './check/baseline.ts';
export { baselineDifference } from './check/baseline-difference.ts';
export { decodeBaseline, encodeBaseline } from './check/baseline-file.ts';
export { comparisonNames, isCompared, questionOf } from './check/comparison-names.ts';
export { errorDistributions } from './check/error-distributions.ts';
export { gateClaims } from './check/gate-claims.ts';
export { gateJson, gateMarkdown, gateText, gateVerdict, junitXml } from './check/gate-report.ts';
export { type GateFinding, type GateJudgement, judgeGate } from './check/judge-gate.ts';
export { judgeSpeed } from './check/judge-speed.ts';
export { type MatchedBaseline, matchBaseline } from './check/match-baseline.ts';
export { atMostLogBatch } from './claims/at-most-log-batch.ts';
export { type BaselineBelowOptions, baselineBelow } from './claims/baseline-below.ts';
export { type ClaimOptions, claimHead } from './claims/claim-options.ts';
export { type IdentityHoldsOptions, identityHolds } from './claims/identity-holds.ts';
export { type LowerThanOptions, lowerThan } from './claims/lower-than.ts';
export { type NoneWithinOptions, noneWithin } from './claims/none-within.ts';
export { type NotAboveOptions, notAbove } from './claims/not-above.ts';
export { type ReachesShareOptions, reachesShare } from './claims/reaches-share.ts';
export { type SpreadAtLeastOptions, spreadAtLeast } from './claims/spread-at-least.ts';
export { batchesCapped } from './claims/staircase/batches-capped.ts';
export { type LowerVarianceOptions, lowerVariance } from './claims/staircase/lower-variance.ts';
export { type PlateauOptions, plateauNotAboveOptimum } from './claims/staircase/plateau-not-above-optimum.ts';
export { type PlateausOrderedOptions, plateausOrdered } from './claims/staircase/plateaus-ordered.ts';
export type { StaircaseClaimOptions } from './claims/staircase/staircase-claim.ts';
export { type WaitsThenClimbsOptions, waitsThenClimbs } from './claims/waits-then-climbs.ts';
export { type WithinToleranceOptions, withinTolerance } from './claims/within-tolerance.ts';
export { type ComparisonAnalysis, comparisonJson } from './comparison/analyse-comparison.ts';
export { type ComparisonReport, comparisonReport } from './comparison/comparison-report.ts';
export type { ComparisonView } from './comparison/outcomes.ts';
export { consistencyClaims } from './consistency/consistency-claims.ts';
export {
  type ConsistencyMeasurement,
  type ConsistencyOptions,
  consistencyDefaults,
} from './consistency/consistency-measurement.ts';
export type { ConsistencyCheck } from './consistency/identities.ts';
export { measureConsistency } from './consistency/measure-consistency.ts';
export { type SelfConsistencyOptions, selfConsistency } from './consistency/self-consistency.ts';
export { type BiasAndVarianceOptions, biasAndVariance } from './figures/bias-and-variance.ts';
export { type ConvergenceCurvesOptions, convergenceCurves } from './figures/convergence-curves.ts';
export { type ErrorDecompositionOptions, errorDecomposition } from './figures/error-decomposition.ts';
export type { FigureOptions } from './figures/figure-options.ts';
export { type IdentityGateOptions, identityGate } from './figures/identity-gate.ts';
export { type InformationMapOptions, informationMap } from './figures/information-map.ts';
export { type MiAgainstRhoOptions, miAgainstRho } from './figures/mi-against-rho.ts';
export { type MiAgainstTruthOptions, miAgainstTruth } from './figures/mi-against-truth.ts';
export { type ReplicateStripsOptions, replicateStrips } from './figures/replicate-strips.ts';
export { type StaircaseOptions, staircaseFigure } from './figures/staircase.ts';
export { type SurfacesOptions, surfaces } from './figures/surfaces.ts';
export { thinCurve } from './figures/thin-curve.ts';
export { type VarianceComponentsOptions, varianceComponents } from './figures/variance-components.ts';
export type { GalleryItem } from './gallery/read-reports.ts';
export { writeGallery } from './gallery/write-gallery.ts';
export { type GanCurvesOptions, ganCurves } from './gan/gan-curves.ts';
export { type GanDensitiesOptions, ganDensities } from './gan/gan-densities.ts';
export { type GanSettingsOptions, ganSettings } from './gan/gan-settings.ts';
export { type ModesKeptOptions, modesKept } from './gan/modes-kept.ts';
export {
  type BiasClaimOptions,
  type BiasRange,
  biasCoefficient,
  biasReduction,
  biasSlope,
} from './gradient-bias/bias-claims.ts';
export { type GradientBiasFigureOptions, gradientBiasFigure } from './gradient-bias/bias-figure.ts';
export { constantDrift } from './gradient-bias/drift-figure.ts';
export { predictedBias } from './gradient-bias/predicted-bias.ts';
export { type GroupSummary, summarize } from './groups/group-summary.ts';
export { type LiveState, livePage } from './live/live-page.ts';
export { infonceCapped, minibatchDvExceeds, nwjVarianceIs } from './optimal-critic/minibatch-claims.ts';
export { optimalCriticFigure } from './optimal-critic/minibatch-figure.ts';
export { nwjVariance } from './optimal-critic/minibatch-rows.ts';
export { ownDataText } from './own-data/own-data-text.ts';
export type { EstimateView, OwnDataView } from './own-data/own-data-view.ts';
export { renderOwnData } from './own-data/render-own-data.ts';
export { contentPolicy } from './render/content-policy.ts';
export { drawSpecification } from './render/draw-specification.ts';
export { escapeHtml, scriptJson } from './render/escape-html.ts';
export { pageStyle } from './render/page-style.ts';
export { type ReportCounts, type ReportOptions, type ReportSummary, renderReport } from './render/render-report.ts';
export { stillSvg } from './render/still-svg.ts';
export { vegaBundles } from './render/vega-bundles.ts';
export { writeFiles } from './render/write-files.ts';
export { cappedByLaw, shiftAboveShuffle } from './resampling/law-claims.ts';
export { lawFigure } from './resampling/law-figure.ts';
export { fixedPointRate, pairCoverage } from './resampling/pair-claims.ts';
export { pairCounts } from './resampling/pair-counts.ts';
export { type PairGridsOptions, pairGrids } from './resampling/pair-grids.ts';
export { expectedDistinct } from './resampling/pair-rows.ts';
export { exportResults, type ResultsFormat, resultsFormat } from './results/export-results.ts';
export { readResults } from './results/read-results.ts';
export type { EstimateRow, Setting, SettingValue } from './rows/estimate-row.ts';
export { toRows } from './rows/to-rows.ts';
export type { Where } from './rows/where.ts';
export { memorizingFigure } from './sample-size/memorizing-figure.ts';
export { errorFalls, heldOutBelow, trainingCapped } from './sample-size/sample-claims.ts';
export { type SampleComplexity, sufficientPairs } from './sample-size/sample-complexity.ts';
export { type SampleSizeFigureOptions, sampleSizeFigure } from './sample-size/sample-figure.ts';
export {
  measuredSampleSize,
  type NestedPath,
  nestedPaths,
  type SizeError,
  sizeErrors,
} from './sample-size/sample-rows.ts';
export { htmlTable } from './tables/html-table.ts';
export { markdownTable } from './tables/markdown-table.ts';
export { type ColumnId, summaryTable } from './tables/summary-table.ts';
export type { Table } from './tables/table.ts';
export { textTable } from './tables/text-table.ts';
export { darkConfig, lightConfig } from './theme/config.ts';
export { estimatorName } from './theme/names.ts';
export { type Appearance, appearances, okabeIto } from './theme/palette.ts';
