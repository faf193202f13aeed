/** Edits from one word to another: letters put in, left out, replaced, or two neighbours exchanged (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(previous[j] + 1, current[j - 1] + 1, substitution));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        current[j] = Math.min(current[j], before[j - 2] + 1);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length];
}

/**
 * The known words that a misspelt or shortened one may stand for, nearest first, at most three: those that a few letters lead to, else those that contain
 * it. Empty where there are none.
 */
export function nearest(word: string, known: readonly string[]): string[] {
  const typed = word.toLowerCase();
  const limit = word.length < 4 ? 1 : Math.max(2, Math.ceil(word.length / 3));
  const candidates = known.map((candidate) => {
    const distance = editDistance(typed, candidate.toLowerCase());
    return { candidate, distance, contains: typed.length > 1 && candidate.toLowerCase().includes(typed) };
  });
  const misspelt = candidates.filter(({ distance }) => distance <= limit);
  return (misspelt.length > 0 ? misspelt : candidates.filter(({ contains }) => contains))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** More names than this are not all told. */
const FEW = 20;

/** What to do about an unknown word, as the remedy of an `InputError`: the nearest known ones, or the known ones. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near.length > 0) return `did you mean ${listed(near, 'or')}?`;
  return known.length === 0
    ? 'remove it'
    : `use one of ${known.length > FEW ? listed([...known.slice(0, 10), `${known.length - 10} more`], 'and') : known.join(', ')}`;
}

const listed = (words: readonly string[], last: 'or' | 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
