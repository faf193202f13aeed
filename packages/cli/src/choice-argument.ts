import { type Choice, InputError } from '@minebench/core';
import { type FileChoice, isFileName } from '@minebench/runner';

/** How an argument that chooses something is told of in messages. */
export interface ChoiceArgument {
  /** `TASK`, `--critic`. */
  readonly argument: string;
  /** `task`, `critic`. */
  readonly noun: string;
  /** Continues `give ...`. */
  readonly examples: string;
  /** Whether a file of the user's may be chosen. */
  readonly files: boolean;
}

/**
 * A choice named on the command line, in one of these forms: an id; an id with options, `gaussian:dimension=5,rho=.8`; JSON as an experiment has it,
 * `{"id":"gaussian","dimension":5,"rho":0.8}`; where `files` allows it a file of the user's, `./my-critic.ts`, with options or without. An option's value
 * is a number, a list or an object as JSON has them, or else text; commas inside brackets do not separate.
 * @throws InputError where the text has none of these forms
 */
export function parseChoiceArgument(text: string, about: ChoiceArgument): Choice | FileChoice {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return fromJson(trimmed, about);
  const colon = trimmed.indexOf(':', trimmed.startsWith('file:') ? 'file:'.length : 0);
  const name = colon < 0 ? trimmed : trimmed.slice(0, colon);
  if (name === '') throw problem(about, text, `names no ${about.noun}`);
  if (colon < 0) return name;
  const options = optionsOf(trimmed.slice(colon + 1), text, about);
  return about.files && isFileName(name) ? { file: name, ...options } : { id: name, ...options };
}

const problem = ({ argument, examples }: ChoiceArgument, value: string, what: string): InputError =>
  new InputError({ argument, value, problem: what, remedy: `give ${examples}` });

function fromJson(text: string, about: ChoiceArgument): Choice | FileChoice {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new InputError({
      argument: about.argument,
      value: text,
      problem: `is no JSON: ${(error as Error).message}`,
      remedy: 'quote it for the shell, as in \'{"id":"gaussian","rho":0.8}\'',
    });
  }
  const { id, file } = parsed as { id?: unknown; file?: unknown };
  if (typeof id === 'string' || (about.files && typeof file === 'string')) return parsed as Choice | FileChoice;
  throw problem(about, text, 'has no text as its id');
}

function optionsOf(text: string, value: string, about: ChoiceArgument): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const part of partsOf(text)) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals < 0 || name === '') throw problem(about, value, `has an option that is no name=value: "${part}"`);
    if (name === 'id' || (about.files && name === 'file') || Object.hasOwn(options, name))
      throw new InputError({
        argument: about.argument,
        value,
        problem: `gives ${name} twice`,
        remedy: 'give it once',
      });
    options[name] = optionValue(part.slice(equals + 1).trim());
  }
  return options;
}

/** Between commas, but for those inside brackets. */
function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('[{'.includes(character)) depth++;
    if (']}'.includes(character)) depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** JSON, or a number as people write it (`.8`), also inside a list; anything else is text. */
function optionValue(text: string): unknown {
  const withZeros = text.replace(/(^|[[,\s+-])\.(?=\d)/g, '$10.').replace(/^\+(?=\d)/, '');
  try {
    return JSON.parse(withZeros);
  } catch {
    return text;
  }
}
