import { type Figure, InputError, type Json, type JsonObject } from '@minebench/core';
import { vegaLiteSchema } from '../theme/config.ts';
import { figureCredit, type ProvenanceSummary } from './provenance.ts';
import { roundNumbers } from './round-numbers.ts';

/** Letters of a line of a title and of a subtitle: as wide as a journal's column lets a legible figure be. */
const letters = { title: 49, subtitle: 78 };

/** Text in lines, broken between words. */
function textLines(text: string, most: number): string[] {
  const wrapped: string[] = [];
  for (const word of text.split(' ')) {
    const last = wrapped.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) wrapped[wrapped.length - 1] += ` ${word}`;
    else wrapped.push(word);
  }
  return wrapped;
}

const titleLines = (text: Json | undefined): Json =>
  typeof text !== 'string' || text.length <= letters.title ? (text ?? '') : textLines(text, letters.title);

const subtitleLines = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value ?? []].flat()).flatMap((line) => textLines(String(line), letters.subtitle));

/**
 * A figure's complete specification but for the theme: with the report's title where the figure has none, and with experiment, engine, versions
 * and code below the figure's own subtitle.
 */
export function composeSpecification(figure: Figure, drawn: JsonObject, provenance: ProvenanceSummary): JsonObject {
  const own = drawn.title;
  const title: JsonObject =
    own !== null && typeof own === 'object' && !Array.isArray(own)
      ? (own as JsonObject)
      : { text: own ?? figure.title };
  return roundNumbers({
    $schema: vegaLiteSchema,
    description: figure.alt,
    usermeta: {
      experiment: provenance.experiment,
      cells: provenance.cells,
      engines: provenance.engines,
      versions: provenance.versions,
      code: provenance.code,
    },
    ...drawn,
    title: {
      ...title,
      text: titleLines(title.text),
      subtitle: [...subtitleLines(title.subtitle), ...figureCredit(provenance)],
    },
  });
}

/** Figure ids become file names and element ids: letters, digits, `-` and `_`, each once. */
export function requireFigureIds(figures: readonly Figure[]): void {
  figures.forEach(({ id }, index) => {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(id))
      throw new InputError({
        argument: `figures[${index}].id`,
        value: id,
        problem: 'is no file name stem',
        remedy: 'use letters, digits, - and _',
      });
    if (figures.findIndex((figure) => figure.id === id) !== index)
      throw new InputError({
        argument: `figures[${index}].id`,
        value: id,
        problem: 'is another figure’s id',
        remedy: 'give each figure its own',
      });
  });
}
