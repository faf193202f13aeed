/** What is wrong with an input, in three parts that make one line: argument and value, problem, remedy. Or what was expected of a value, which says all three. */
export type InputProblem =
  | {
      /** Name or path of the argument: `batchSize`, `sweep.batchSize[2]`. */
      readonly argument: string;
      readonly value?: unknown;
      /** Continues the sentence: `exceeds the 400 training pairs`. */
      readonly problem: string;
      /** What to do: `lower batchSize or raise n`. */
      readonly remedy?: string;
    }
  | {
      readonly argument: string;
      readonly value: unknown;
      /** A noun: `a positive integer`. */
      readonly expected: string;
    };

/** A value as a message shows it, whatever it is: one that cannot be written down has a name of its kind. */
function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  let text: string;
  try {
    text = String(typeof value === 'object' ? JSON.stringify(value) : value);
  } catch {
    return 'an object';
  }
  if (typeof value === 'string') text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what they are looked for by
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The text on one line, without characters that would move the cursor of a terminal or turn the direction of its text. */
export const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

function describe(problem: InputProblem): string {
  if ('expected' in problem) return `${problem.argument}: expected ${problem.expected}, got ${show(problem.value)}`;
  const value = 'value' in problem ? ` ${show(problem.value)}` : '';
  const remedy = problem.remedy === undefined ? '' : `; ${problem.remedy}`;
  return `${problem.argument}${value} ${problem.problem}${remedy}`;
}

/** Bad usage or input. Its message is one line that names argument, value and remedy; the command line prints it and exits with 2. */
export class InputError extends Error {
  readonly problem: InputProblem;

  constructor(problem: InputProblem) {
    super(oneLine(describe(problem)));
    this.name = 'InputError';
    this.problem = problem;
  }

  /** The same problem seen from outside: `within('sweep')` turns `batchSize` into `sweep.batchSize`. */
  within(path: string): InputError {
    const joint = this.problem.argument.startsWith('[') ? '' : '.';
    return new InputError({ ...this.problem, argument: `${path}${joint}${this.problem.argument}` });
  }
}
