import { comparisonNames, isCompared, questionOf, type SpeedReading } from '@minebench/report';
import { measureSpeed, type PlannedCell } from '@minebench/runner';
import { say } from './output.ts';

/** Times the first cell of each estimator that is asked for: the same one, whatever part of the experiment is checked. */
export async function speedReadings(
  planned: readonly PlannedCell[],
  estimators: ReadonlySet<string>,
  experimentUrl: string,
): Promise<SpeedReading[]> {
  const names = comparisonNames(planned.map(({ cell }) => cell));
  const first = new Map<string, { readonly task: string; readonly cell: PlannedCell }>();
  for (const cell of planned.filter((one) => isCompared(one.cell))) {
    const { task, estimator } = names.get(questionOf(cell.cell))!;
    if (estimators.has(estimator) && !first.has(estimator)) first.set(estimator, { task, cell });
  }
  say(`timing ${first.size} estimators in units of the calibration kernel`);
  const timed = [...first];
  const readings = await measureSpeed(
    timed.map(([, { cell }]) => cell),
    experimentUrl,
  );
  return timed.map(([estimator, { task }], index) => ({
    estimator,
    task,
    kernels: readings[index].map((ratio) => Number(ratio.toPrecision(4))),
  }));
}
