import { InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { parseTaskArgument } from '../src/task-argument.ts';

describe('parseTaskArgument', () => {
  it.each([
    ['gaussian', 'gaussian'],
    [' 1v1-normal-0.75 ', '1v1-normal-0.75'],
    ['gaussian:dimension=5,rho=.8', { id: 'gaussian', dimension: 5, rho: 0.8 }],
    ['gaussian: rho = -.8', { id: 'gaussian', rho: -0.8 }],
    ['gaussian:rho=+1e-3', { id: 'gaussian', rho: 1e-3 }],
    ['equitability:f=x^3,sigma=.1', { id: 'equitability', f: 'x^3', sigma: 0.1 }],
    [
      'g:table=[[.1,.2],[-.3,.4]],n=1',
      {
        id: 'g',
        table: [
          [0.1, 0.2],
          [-0.3, 0.4],
        ],
        n: 1,
      },
    ],
    ['spiral:of={"id":"gaussian","rho":0.5},turns=2', { id: 'spiral', of: { id: 'gaussian', rho: 0.5 }, turns: 2 }],
    ['{"id":"gaussian","rho":0.8}', { id: 'gaussian', rho: 0.8 }],
  ])('%s', (text, choice) => {
    expect(parseTaskArgument(text)).toEqual(choice);
  });

  it.each([
    ['', 'names no task'],
    [':rho=0.5', 'names no task'],
    ['gaussian:', 'no name=value: ""'],
    ['gaussian:rho', 'no name=value: "rho"'],
    ['gaussian:=3', 'no name=value: "=3"'],
    ['gaussian:rho=0.1,rho=0.2', 'gives rho twice'],
    ['gaussian:id=x', 'gives id twice'],
    ['{"id":"gaussian"', 'is no JSON'],
    ['{"rho":0.5}', 'has no text as its id'],
    ['{"id":3}', 'has no text as its id'],
  ])('refuses "%s"', (text, problem) => {
    expect(() => parseTaskArgument(text)).toThrow(InputError);
    expect(() => parseTaskArgument(text)).toThrow(problem);
  });
});
