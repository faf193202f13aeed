import type { SquareGrid } from './kernel-density.ts';

/** An end of a segment lies on the edge of the grid that begins at a point and goes to its right or upward neighbour. */
type Edge = string;

const edgeOf = (i: number, j: number, upward: boolean): Edge => `${i} ${j} ${upward ? 'u' : 'r'}`;

/** Of a cell's corners, counted from the lower left against the clock, the edges after corner k: lower, right, upper, left. */
const edges = (i: number, j: number): readonly Edge[] => [
  edgeOf(i, j, false),
  edgeOf(i + 1, j, true),
  edgeOf(i, j + 1, false),
  edgeOf(i, j, true),
];

/**
 * The border of where a grid exceeds a level, by marching squares with linear interpolation: closed lines with the higher side on their left, so that holes run the other
 * way round and stay empty under either fill rule. Beyond the grid all is below the level.
 * @returns an SVG path within the square [-1, 1], y downward; empty where nothing exceeds the level
 */
export function contourPath({ size, values }: SquareGrid, level: number): string {
  const at = (i: number, j: number): number =>
    i < 0 || j < 0 || i >= size || j >= size ? Number.NEGATIVE_INFINITY : values[j * size + i];
  const above = (i: number, j: number): boolean => at(i, j) > level;
  const next = new Map<Edge, Edge>();
  for (let j = -1; j < size; j++)
    for (let i = -1; i < size; i++) {
      const corners = [above(i, j), above(i + 1, j), above(i + 1, j + 1), above(i, j + 1)];
      if (corners.every((corner) => corner === corners[0])) continue;
      const of = edges(i, j);
      // Against the clock round the cell: where the border leaves the region it is entered again at the next edge that comes back into it. A saddle is cut in two.
      for (let k = 0; k < 4; k++) {
        const leaves = corners[k] && !corners[(k + 1) % 4];
        if (!leaves) continue;
        let back = k;
        while (!corners[back % 4] || corners[(back + 3) % 4]) back += 3;
        next.set(of[k], of[(back + 3) % 4]);
      }
    }
  const place = (edge: Edge): string => {
    const [a, b, direction] = edge.split(' ');
    const [i, j] = [Number(a), Number(b)];
    const [first, second] = [at(i, j), direction === 'r' ? at(i + 1, j) : at(i, j + 1)];
    const share = Number.isFinite(first) && Number.isFinite(second) ? (level - first) / (second - first) : 0.5;
    const [x, y] = direction === 'r' ? [i + share, j] : [i, j + share];
    const scaled = (value: number): string => ((2 * value) / (size - 1) - 1).toFixed(3).replace(/^(-?)0\./, '$1.');
    return `${scaled(x)},${scaled(size - 1 - y)}`;
  };
  let path = '';
  while (next.size > 0) {
    const [start] = next.keys();
    const line: string[] = [];
    for (let edge: Edge | undefined = start; edge !== undefined; ) {
      line.push(place(edge));
      const following: Edge | undefined = next.get(edge);
      next.delete(edge);
      edge = following;
      if (edge === start) break;
    }
    path += `M${line.join('L')}Z`;
  }
  return path;
}
