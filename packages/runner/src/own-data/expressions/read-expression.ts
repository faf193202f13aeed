import { InputError, nearest, suggestion } from '@minebench/core';
import type { ConstantNode, FunctionNode, MathNode, OperatorNode, SymbolNode } from 'mathjs';
import { columnsOf } from '../../data/select-columns.ts';
import type { ColumnExpression } from './column-expression.ts';
import { CONSTANTS, createLanguage, FUNCTIONS, OPERATORS } from './language.ts';

const language = createLanguage();

/** The function that gives a column whose name is no word: `column("weight (kg)")`, `column(3)`. */
const COLUMN = 'column';

/** What a column is called while an expression is computed: no name that a function or a constant has. */
const symbolOf = (column: number): string => `#${column}`;

/**
 * An expression over columns, such as `log(a)`, `a^2 + b`, `a > 3 ? 1 : 0` or `sqrt(column("weight (kg)"))`, in the language of mathjs over doubles. A column goes
 * before a constant of its name.
 * @param argument - what gave the text, for error messages: `--x`
 * @throws InputError where the text is no expression, names no column or an unknown one, or holds more than numbers, columns and what `language.ts` lists
 */
export function readExpression(text: string, names: readonly string[], argument: string): ColumnExpression {
  const wrong = (problem: string, remedy: string) => new InputError({ argument, value: text, problem, remedy });
  // A column that is misspelt, with a blank or a bracket in its name, is an expression by its looks.
  const meant = nearest(text, names).length > 0;
  const wrongUnlessMeant: typeof wrong = (problem, remedy) =>
    meant ? wrong('is no column', suggestion(text, names)) : wrong(problem, remedy);

  const columns: number[] = [];
  const symbol = (column: number): SymbolNode => {
    if (!columns.includes(column)) columns.push(column);
    return new language.SymbolNode(symbolOf(column));
  };
  const named = ({ name }: SymbolNode): MathNode | undefined => {
    if (names.includes(name)) return symbol(columnsOf(name, names, argument)[0]);
    if (CONSTANTS.includes(name)) return undefined;
    throw wrongUnlessMeant(`names ${name}, which is no column`, suggestion(name, names));
  };
  const called = ({ fn, args }: FunctionNode): MathNode | undefined => {
    const name = 'name' in fn ? fn.name : String(fn);
    if (name === COLUMN) return symbol(oneColumn(args));
    if (FUNCTIONS.includes(name)) return undefined;
    throw wrongUnlessMeant(`calls ${name}, which is no function here`, suggestion(name, FUNCTIONS));
  };
  const oneColumn = (args: readonly MathNode[]): number => {
    const { value } = (args[0] ?? {}) as Partial<ConstantNode<string | number>>;
    const found = args.length === 1 && value !== undefined ? columnsOf(String(value), names, argument) : [];
    if (found.length === 1) return found[0];
    throw wrong(`has ${COLUMN}() without one column in it`, `write ${COLUMN}("NAME") or ${COLUMN}(INDEX)`);
  };
  const checked = (node: MathNode, path: string): MathNode => {
    // The name of a function, which was looked at with its call.
    if (path === 'fn') return node;
    const { type } = node;
    if (type === 'SymbolNode') return named(node as SymbolNode) ?? node;
    if (type === 'FunctionNode') return called(node as FunctionNode) ?? node;
    if (type === 'OperatorNode') {
      const { fn, implicit } = node as OperatorNode;
      if (implicit) throw wrongUnlessMeant(`lacks an operator in ${node}`, 'write * between what is multiplied');
      if (OPERATORS.includes(fn)) return node;
    }
    if (type === 'ConstantNode' && typeof (node as ConstantNode).value === 'number') return node;
    if (['ParenthesisNode', 'ConditionalNode', 'RelationalNode'].includes(type)) return node;
    throw wrongUnlessMeant(`holds ${node}, which is not computed here`, REMEDY);
  };

  const tree = parsed(text, wrongUnlessMeant).transform(checked);
  if (columns.length === 0) throw wrong('is no column', suggestion(text, names));
  const compiled = tree.compile();
  const symbols = columns.map(symbolOf);
  const scope = new Map<string, number>();
  const evaluate = (values: readonly number[]): number => {
    for (let k = 0; k < symbols.length; k++) scope.set(symbols[k], values[k]);
    return Number(compiled.evaluate(scope));
  };
  try {
    evaluate(columns.map(() => 1));
  } catch (error) {
    throw wrong(`cannot be computed: ${(error as Error).message}`, REMEDY);
  }
  return { text, canonical: tree.toString({ parenthesis: 'auto' }), columns, evaluate };
}

const REMEDY = 'write it of numbers, columns, operators and functions, as in log(a), a^2 + b or a > 3 ? 1 : 0';

function parsed(text: string, wrong: (problem: string, remedy: string) => InputError): MathNode {
  try {
    return language.parse(text);
  } catch (error) {
    throw wrong(`is neither a column nor an expression: ${(error as Error).message}`, REMEDY);
  }
}
