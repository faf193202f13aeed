/** Numbers of arguments of the path commands that resvg writes. */
const arity: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6, Z: 0 };

/** Hundredths as text without what SVG does not need: `.5`, `-.25`, `12`. */
const hundredths = (value: number): string => {
  const text = String(value / 100);
  return text.replace(/^(-?)0\./, '$1.');
};

/** Numbers next to each other, apart by a space only where they would run together. */
const join = (numbers: readonly string[]): string =>
  numbers.reduce((text, number, index) => {
    const previous = numbers[index - 1];
    const apart = index > 0 && !number.startsWith('-') && !(number.startsWith('.') && previous?.includes('.'));
    return text + (apart ? ' ' : '') + number;
  }, '');

/**
 * Absolute path data (M, L, Q, C, Z, as resvg writes it) in relative commands, to a hundredth of a pixel: about half as long. Every point is
 * rounded by itself, so that errors do not add up. Other commands leave the data as it is.
 */
export function relativePath(data: string): string {
  const tokens = data.match(/[A-Za-z]|-?\d*\.?\d+(?:e[-+]?\d+)?/g) ?? [];
  let [x, y] = [0, 0];
  let [startX, startY] = [0, 0];
  let previous = '';
  let text = '';
  for (let at = 0; at < tokens.length; ) {
    const command = tokens[at++];
    const count = arity[command];
    if (count === undefined) return data;
    if (command === 'Z') {
      text += 'z';
      [x, y] = [startX, startY];
      previous = 'Z';
      continue;
    }
    const values = tokens.slice(at, at + count).map((token) => Math.round(100 * Number(token)));
    at += count;
    const numbers = values.map((value, index) => hundredths(value - (index % 2 === 0 ? x : y)));
    const repeats = command === previous && command !== 'M';
    const body = join(numbers);
    text += repeats ? (body.startsWith('-') ? body : ` ${body}`) : command.toLowerCase() + body;
    [x, y] = values.slice(-2);
    if (command === 'M') [startX, startY] = [x, y];
    previous = command;
  }
  return text;
}
