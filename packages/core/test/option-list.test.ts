import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noOptions, optionList } from '../src/index.ts';

describe('the options of an entry', () => {
  it('have their defaults and, where they are few, their values', () => {
    const options = z
      .strictObject({
        hidden: z.array(z.number()).default([8, 8]),
        start: z.enum(['slow', 'fast']).default('fast'),
        clip: z.number().positive().optional(),
        schedule: z
          .discriminatedUnion('id', [
            z.strictObject({ id: z.literal('constant') }),
            z.strictObject({ id: z.literal('cosine'), steps: z.int() }),
          ])
          .optional(),
      })
      .superRefine(() => {});
    expect(optionList({ options })).toEqual([
      { name: 'hidden', default: [8, 8] },
      { name: 'start', default: 'fast', values: ['slow', 'fast'] },
      { name: 'clip' },
      { name: 'schedule', values: [{ id: 'constant' }, { id: 'cosine' }] },
    ]);
  });

  it('are none where it takes none', () => {
    expect(optionList({ options: noOptions })).toEqual([]);
  });
});
