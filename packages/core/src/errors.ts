/** What is wrong with an input, in three parts that make one line: argument and value, problem, remedy. */
export interface InputProblem {
  /** Name or path of the argument: `batchSize`, `sweep.batchSize[2]`. */
  readonly argument: string;
  readonly value?: unknown;
  /** Continues the sentence: `exceeds the 400 training pairs`. */
  readonly problem: string;
  /** What to do: `lower batchSize or raise n`. */
  readonly remedy?: string;
}

const show = (value: unknown): string => {
  const text =
    typeof value === 'string' || (typeof value === 'object' && value !== null) ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

/** Bad usage or input. Its message is one line that names argument, value and remedy; the command line prints it and exits with 2. */
export class InputError extends Error {
  readonly problem: InputProblem;

  constructor(problem: InputProblem) {
    const value = 'value' in problem ? ` ${show(problem.value)}` : '';
    const remedy = problem.remedy === undefined ? '' : `; ${problem.remedy}`;
    super(`${problem.argument}${value} ${problem.problem}${remedy}`.replace(/\s*\n\s*/g, ' '));
    this.name = 'InputError';
    this.problem = problem;
  }

  /** The same problem seen from outside: `within('sweep')` turns `batchSize` into `sweep.batchSize`. */
  within(path: string): InputError {
    const joint = this.problem.argument.startsWith('[') ? '' : '.';
    return new InputError({ ...this.problem, argument: `${path}${joint}${this.problem.argument}` });
  }
}
