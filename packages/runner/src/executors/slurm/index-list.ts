/** Indices of a job array as Slurm writes them: `0-3,7`. */
export function indexList(indices: readonly number[]): string {
  const parts: string[] = [];
  const sorted = [...indices].sort((a, b) => a - b);
  for (let start = 0, end = 0; start < sorted.length; start = ++end) {
    while (sorted[end + 1] === sorted[end] + 1) end++;
    parts.push(start === end ? `${sorted[start]}` : `${sorted[start]}-${sorted[end]}`);
  }
  return parts.join(',');
}
