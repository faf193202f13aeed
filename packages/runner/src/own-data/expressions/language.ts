import { create, type FactoryFunctionMap, type MathJsInstance } from 'mathjs';
import * as ofNumbers from 'mathjs/number';

/** The functions that an expression may call: maps of one row's numbers. */
export const FUNCTIONS: readonly string[] = [
  ...['abs', 'cbrt', 'ceil', 'cube', 'erf', 'exp', 'expm1', 'fix', 'floor', 'gamma', 'hypot', 'lgamma'],
  ...['log', 'log10', 'log1p', 'log2', 'max', 'min', 'mod', 'nthRoot', 'pow', 'round', 'sign', 'sqrt', 'square'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
];

/** The operators + - * / ^ mod, comparisons, which are 1 or 0, and the logical ones, by mathjs's names. */
export const OPERATORS: readonly string[] = [
  ...['add', 'subtract', 'multiply', 'divide', 'pow', 'mod', 'unaryMinus', 'unaryPlus'],
  ...['larger', 'largerEq', 'smaller', 'smallerEq', 'equal', 'unequal', 'and', 'or', 'not', 'xor'],
];

export const CONSTANTS: readonly string[] = ['pi', 'e', 'tau'];

/**
 * The parts of mathjs that expressions of doubles need. What mathjs advises to disable where others write expressions (`import`, `createUnit`, `evaluate`, `parse`,
 * `simplify`, `derivative`, ...) is refused with everything else that the lists above do not name, and most of it is not even created.
 */
export function createLanguage(): Pick<MathJsInstance, 'parse' | 'SymbolNode'> {
  const wanted = new Set(['parse', ...FUNCTIONS, ...OPERATORS, ...CONSTANTS].map((name) => `${name}Dependencies`));
  const factories = Object.entries(ofNumbers).filter(([name]) => wanted.has(name));
  return create(Object.fromEntries(factories) as unknown as FactoryFunctionMap) as MathJsInstance;
}
