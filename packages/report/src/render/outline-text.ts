import { type Face, faceOf, fontOf } from './fonts.ts';
import { relativePath } from './relative-path.ts';

/** A drawing whose texts are stand-ins, and what they stand for. */
export interface SetAsideTexts {
  /** Each line of text is a path that no drawing has, so that it keeps its place, colour and turn through the rasteriser's hands. */
  readonly svg: string;
  /** Puts glyphs in the place of the stand-ins of a compacted drawing: each glyph is outlined once and used where it stands. */
  restore(compact: string): string;
}

interface Line {
  readonly text: string;
  readonly face: Face;
  /** Pixels. */
  readonly size: number;
  readonly anchor: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const withoutEntities = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal));
  });

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];

/** Far from every drawing. */
const AWAY = -54321;

/** Takes the texts out of a drawing of Vega's: `<text>` with at most one level of `<tspan>`, a line each. */
export function setTextsAside(live: string): SetAsideTexts {
  const lines: Line[] = [];
  const known = new Map<string, number>();
  const standIn = (line: Line): string => {
    const key = JSON.stringify(line);
    const index = known.get(key) ?? lines.push(line) - 1;
    known.set(key, index);
    return `M${AWAY},${index}h1v1Z`;
  };
  const svg = live.replace(
    /<text((?:\s+[\w-]+="[^"]*")*)\s*>([\s\S]*?)<\/text>/g,
    (_, attributes: string, body: string) => {
      if (attribute(attributes, 'opacity') === '0') return '';
      const face = faceOf(attribute(attributes, 'font-weight'), attribute(attributes, 'font-style'));
      const size = Number.parseFloat(attribute(attributes, 'font-size') ?? '11');
      const anchor = attribute(attributes, 'text-anchor') ?? 'start';
      const kept = attributes.replace(/\s+(?:font-[\w-]+|text-anchor|aria-[\w-]+|role)="[^"]*"/g, '');
      let y = 0;
      const parts = body.includes('<tspan')
        ? [...body.matchAll(/<tspan([^>]*)>([^<]*)<\/tspan>/g)]
        : [[body, '', body]];
      const paths = parts.flatMap(([, place, text]) => {
        y += Number(attribute(place, 'dy') ?? 0);
        const line = { text: withoutEntities(text), face, size, anchor };
        return line.text.trim() === '' ? [] : [`<path d="${standIn(line)}" transform="translate(0,${y})"/>`];
      });
      return `<g${kept}>${paths.join('')}</g>`;
    },
  );
  return { svg, restore: (compact) => restoreTexts(compact, lines) };
}

function restoreTexts(compact: string, lines: readonly Line[]): string {
  const names = new Map<string, string>();
  const definitions: string[] = [];
  const nameOf = (face: Face, glyph: number): string => {
    const key = `${face} ${glyph}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = `g${names.size.toString(36)}`;
    names.set(key, name);
    definitions.push(`<path id="${name}" d="${relativePath(fontOf(face).outline(glyph))}"/>`);
    return name;
  };
  const drawn = ({ text, face, size, anchor }: Line): { readonly scale: string; readonly uses: string } => {
    const font = fontOf(face);
    const width = 1000 * font.width(text);
    let x = anchor === 'middle' ? -width / 2 : anchor === 'end' ? -width : 0;
    const uses = font.glyphs(text).map((glyph) => {
      const at = Math.round(x);
      x += 1000 * font.advance(glyph);
      return font.outline(glyph) === '' ? '' : `<use href="#${nameOf(face, glyph)}" x="${at}"/>`;
    });
    return { scale: `scale(${String(size / 1000).replace(/^0/, '')})`, uses: uses.join('') };
  };
  const standIn = `<path((?: [\\w-]+="[^"]*")*) d="m${AWAY} (\\d+)[^"]*"((?: [\\w-]+="[^"]*")*)/>`;
  const group = (attributes: string, index: string, move: string): string => {
    const { scale, uses } = drawn(lines[Number(index)]);
    return `<g${attributes.replace(/ stroke="none"/, '')} transform="${move}${scale}">${uses}</g>`;
  };
  const restored = compact
    .replace(
      new RegExp(`<g transform="(translate\\([^)]*\\))">${standIn}</g>`, 'g'),
      (_, move: string, before: string, index: string, after: string) => group(before + after, index, move),
    )
    .replace(new RegExp(standIn, 'g'), (_, before: string, index: string, after: string) =>
      group(before + after, index, ''),
    );
  if (definitions.length === 0) return restored;
  return restored.replace(/<svg[^>]*>/, (head) => `${head}<defs>${definitions.join('')}</defs>`);
}
