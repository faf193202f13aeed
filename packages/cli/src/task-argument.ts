import { type Choice, InputError } from '@minebench/core';

const remedy = 'give gaussian, gaussian:dimension=5,rho=0.8 or {"id":"gaussian","rho":0.8}';

/**
 * A task named on the command line, in one of three forms: its id; its id with options, `gaussian:dimension=5,rho=.8`; or JSON as an experiment has it,
 * `{"id":"gaussian","dimension":5,"rho":0.8}`. In the second form a value is a number, a list or an object as JSON has them, or else text; commas inside
 * brackets do not separate.
 * @throws InputError where the text has none of these forms
 */
export function parseTaskArgument(text: string): Choice {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return fromJson(trimmed);
  const colon = trimmed.indexOf(':');
  const id = colon < 0 ? trimmed : trimmed.slice(0, colon);
  if (id === '') throw new InputError({ argument: 'TASK', value: text, problem: 'names no task', remedy });
  return colon < 0 ? id : { id, ...optionsOf(trimmed.slice(colon + 1), text) };
}

function fromJson(text: string): Choice {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new InputError({
      argument: 'TASK',
      value: text,
      problem: `is no JSON: ${(error as Error).message}`,
      remedy: 'quote it for the shell, as in \'{"id":"gaussian","rho":0.8}\'',
    });
  }
  if (typeof (parsed as { id?: unknown }).id === 'string') return parsed as Choice;
  throw new InputError({ argument: 'TASK', value: text, problem: 'has no text as its id', remedy });
}

function optionsOf(text: string, argument: string): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const part of partsOf(text)) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (equals < 0 || name === '')
      throw new InputError({
        argument: 'TASK',
        value: argument,
        problem: `has an option that is no name=value: "${part}"`,
        remedy,
      });
    if (name === 'id' || Object.hasOwn(options, name))
      throw new InputError({
        argument: 'TASK',
        value: argument,
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
