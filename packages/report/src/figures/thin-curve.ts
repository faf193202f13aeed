/** A curve of points (step, value); `null` where the value is not a finite number. */
export interface CurvePoints {
  readonly step: readonly number[];
  readonly value: readonly (number | null)[];
}

/**
 * At most `limit` points: runs of neighbours become their mean at their last step, so that a thinned curve keeps its level. A run with a value
 * that is not finite stays without one.
 */
export function thinCurve({ step, value }: CurvePoints, limit: number): { step: number; value: number | null }[] {
  const run = Math.ceil(step.length / limit);
  const points: { step: number; value: number | null }[] = [];
  for (let start = 0; start < step.length; start += run) {
    const end = Math.min(step.length, start + run);
    const members = value.slice(start, end);
    const finite = members.filter((item) => typeof item === 'number');
    const complete = finite.length === members.length && finite.length > 0;
    points.push({
      step: step[end - 1],
      value: complete ? finite.reduce((total, item) => total + item, 0) / finite.length : null,
    });
  }
  return points;
}
