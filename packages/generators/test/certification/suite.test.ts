import { certify, tasks } from '@minebench/generators';
import { describe, expect, it } from 'vitest';

const choices = tasks.entries.map(({ id, example }) => ({ id, ...((example as object | undefined) ?? {}) }));

// Four standard errors of .02 nats; `minebench certify` holds them to .005.
describe('every task that can be named is certified', () => {
  it.each(choices.map((choice) => [choice.id, choice] as const))('%s', (_, choice) => {
    const { verdict, checks } = certify(tasks.create(choice), { standardError: 0.02 });
    expect(checks.filter((check) => check.verdict !== 'holds')).toEqual([]);
    expect(verdict).toBe('certified');
  });
});
