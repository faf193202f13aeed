import { type Choice, canonicalJson, InputError, type JsonObject } from '@minebench/core';
import type { FileChoice } from '../procedures/estimate/estimate-sweep.ts';
import { choiceName } from './choice-name.ts';
import { type Kind, kinds, resolveChoice } from './choices.ts';

/** A choice with every default filled in, under the name that was given it. */
export interface NamedChoice {
  readonly name: string;
  readonly choice: JsonObject;
}

/**
 * What an option of a command line names, where it may be repeated.
 * @param argument - the option
 * @throws InputError as `resolveChoice`, and where two choices are the same, whatever they were called
 */
export async function distinctChoices(
  kind: keyof typeof kinds,
  choices: readonly (Choice | FileChoice)[],
  baseUrl: string,
  argument: string,
): Promise<NamedChoice[]> {
  const known: Kind<unknown> = kinds[kind];
  const named = await Promise.all(
    choices.map(async (choice) => ({
      name: choiceName(choice),
      choice: (await resolveChoice(known, choice, baseUrl, argument)) as JsonObject,
    })),
  );
  const texts = named.map(({ choice }) => canonicalJson(choice));
  const repeated = texts.findIndex((text, index) => texts.indexOf(text) !== index);
  if (repeated < 0) return named;
  const [{ name }, { name: before }] = [named[repeated], named[texts.indexOf(texts[repeated])]];
  throw new InputError({
    argument,
    value: name,
    problem: name === before ? 'is there twice' : `is there twice, the other time as ${before}`,
    remedy: 'name each once',
  });
}
