import { relativePath } from './relative-path.ts';

/** A hundredth of a pixel shows on no screen or page. */
const round = (number: string): string => String(Number(Number(number).toFixed(2)));

/**
 * The same drawing in fewer bytes: no indentation, no invisible paths, no empty or bare groups, translations instead of matrices, coordinates to a
 * hundredth of a pixel, and every mark that repeats written once. Only for drawings without live text, where white space between tags means nothing.
 */
export function compactSvg(svg: string): string {
  let compact = svg
    .replace(/>\s+</g, '><')
    .replace(/<path[^>]*visibility="hidden"[^>]*\/>/g, '')
    .replace(/transform="matrix\(1 0 0 1 ([^ )]+) ([^ )]+)\)"/g, 'transform="translate($1 $2)"')
    .replace(/ d="([^"]*)"/g, (_, data: string) => ` d="${relativePath(data)}"`)
    .replace(/-?\d+\.\d{3,}/g, round)
    // Before empty pairs are looked for: `<g/></g>` is none.
    .replace(/<g[^>]*\/>/g, '');
  for (let before = ''; before !== compact; ) {
    before = compact;
    compact = compact.replace(/<g[^>]*><\/g>/g, '');
  }
  return shareRepeatedPaths(unwrapBareGroups(compact));
}

/** Drops `<g>` without attributes together with its own end tag. */
function unwrapBareGroups(svg: string): string {
  const bare: boolean[] = [];
  return svg.replace(/<g(?:\s[^>]*)?>|<\/g>/g, (tag) => {
    if (tag === '</g>') return bare.pop() ? '' : tag;
    bare.push(tag === '<g>');
    return tag === '<g>' ? '' : tag;
  });
}

/** Hundreds of replicates have the same outline: it is defined once and used where it stands. */
function shareRepeatedPaths(svg: string): string {
  const counts = new Map<string, number>();
  for (const [path] of svg.matchAll(/<path[^>]*\/>/g)) counts.set(path, (counts.get(path) ?? 0) + 1);
  const shared = [...counts].filter(([path, count]) => count >= 4 && path.length > 60).map(([path]) => path);
  if (shared.length === 0) return svg;
  const names = new Map(shared.map((path, index) => [path, `m${index}`]));
  const definitions = shared.map((path) => path.replace('<path', `<path id="${names.get(path)}"`)).join('');
  return svg
    .replace(/<path[^>]*\/>/g, (path) => (names.has(path) ? `<use xlink:href="#${names.get(path)}"/>` : path))
    .replace(/<g transform="translate\(([^ )]+) ([^ )]+)\)">(<use [^>]*)\/><\/g>/g, '$3 x="$1" y="$2"/>')
    .replace(
      /<svg([^>]*)>/,
      (_, attributes: string) =>
        `<svg${attributes} xmlns:xlink="http://www.w3.org/1999/xlink"><defs>${definitions}</defs>`,
    );
}
