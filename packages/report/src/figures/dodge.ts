/**
 * Shifts of series about a shared position, so that marks at the same x do not hide each other: together they take up 45% of the smallest gap
 * between positions, and at most 3% of the range from one to the next or 12% in all.
 * @returns the shift of series `index`, in units of x
 */
export function dodge(positions: readonly number[], seriesCount: number): (index: number) => number {
  const sorted = [...new Set(positions)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((position, index) => position - sorted[index]);
  const gap = gaps.length > 0 ? Math.min(...gaps) : Math.max(Math.abs(sorted[0] ?? 1), 1) * 0.2;
  const range = gaps.length > 0 ? sorted[sorted.length - 1] - sorted[0] : Number.POSITIVE_INFINITY;
  const steps = seriesCount - 1;
  const step = steps > 0 ? Math.min(0.45 * gap, 0.03 * steps * range, 0.12 * range) / steps : 0;
  return (index) => (index - (seriesCount - 1) / 2) * step;
}
