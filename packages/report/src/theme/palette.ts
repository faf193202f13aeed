/** Colours that readers with any colour vision can tell apart: M. Okabe and K. Ito, Color Universal Design (2008), but for yellow, which white paper swallows. */
export const okabeIto = {
  orange: '#E69F00',
  skyBlue: '#56B4E9',
  bluishGreen: '#009E73',
  blue: '#0072B2',
  vermillion: '#D55E00',
  reddishPurple: '#CC79A7',
} as const;

/** A series' look. Shape says the same as colour, for print in grey and for readers who see no hue. */
export interface Appearance {
  readonly color: string;
  readonly shape: string;
}

const look = (color: string, shape: string): Appearance => ({ color, shape });

/** The same estimator looks the same in every figure. */
const known: Readonly<Record<string, Appearance>> = {
  dv: look(okabeIto.blue, 'circle'),
  mine: look(okabeIto.vermillion, 'square'),
  'mine-f': look(okabeIto.bluishGreen, 'triangle-up'),
  nwj: look(okabeIto.bluishGreen, 'triangle-up'),
  ksg: look(okabeIto.reddishPurple, 'diamond'),
  infonce: look(okabeIto.orange, 'triangle-down'),
  js: look(okabeIto.skyBlue, 'cross'),
  smile: look('#8A6D3B', 'triangle-right'),
};

const spare: readonly Appearance[] = [
  look(okabeIto.skyBlue, 'cross'),
  look(okabeIto.orange, 'triangle-down'),
  look('#999933', 'triangle-right'),
  look('#7F7F7F', 'triangle-left'),
  look('#AA4499', 'wedge'),
];

/** A small hash, so that an unknown estimator keeps its look from figure to figure. */
const slotOf = (id: string): number => {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % spare.length;
};

/** Looks of estimators by id. Known ids have their own; a user's estimator gets a spare one by its name, the next free one where two collide. */
export function appearances(ids: readonly string[]): Map<string, Appearance> {
  const result = new Map<string, Appearance>();
  const taken = new Set<string>();
  const unknown: string[] = [];
  for (const id of [...new Set(ids)].sort()) {
    if (Object.hasOwn(known, id)) {
      result.set(id, known[id]);
      taken.add(known[id].color);
    } else unknown.push(id);
  }
  for (const id of unknown) {
    const start = slotOf(id);
    const order = spare.map((_, offset) => spare[(start + offset) % spare.length]);
    const chosen = order.find((candidate) => !taken.has(candidate.color)) ?? order[0];
    result.set(id, chosen);
    taken.add(chosen.color);
  }
  return result;
}

/** The `index`-th of `count` shades of a colour, from lighter to darker; the colour itself where there is one. */
export function shade(color: string, index: number, count: number): string {
  if (count < 2) return color;
  // dark shades vanish on dark screens, so most of the range is on the light side
  const amount = 0.5 - (0.7 * index) / (count - 1);
  const target = amount > 0 ? 255 : 0;
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const mixed = channels.map((channel) => Math.round(channel + (target - channel) * Math.abs(amount)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

/** Below zero, zero, above zero. */
export const divergingRange = [okabeIto.blue, '#F7F7F7', okabeIto.vermillion] as const;

/** From nothing to much. */
export const sequentialRange = ['#F4F8F6', '#8FCDB8', '#00634A'] as const;
