import { createRegistry, entry } from '@minebench/core';
import { z } from 'zod';

/** What keeps a classifier from remembering its images. */
export type Regularizer =
  /** No noise, no penalty: the baseline. */
  | { readonly id: 'none' }
  /** Hidden units are dropped while it trains (Srivastava et al. 2014). */
  | { readonly id: 'dropout'; readonly rate: number }
  /** The target gives `epsilon` to all classes alike (Szegedy et al. 2016). */
  | { readonly id: 'label-smoothing'; readonly epsilon: number }
  /** Penalty beta KL(p(z|x) || N(0, 1)), an upper bound on I(X;Z), with noise whose width the encoder learns (Alemi et al. 2017). */
  | { readonly id: 'vib'; readonly beta: number }
  /** Penalty beta I(X;Z) as a critic on the pairs (x, z) reads it by a bound, with additive noise of width one (Belghazi et al. 2018, section 5.3). */
  | { readonly id: 'mine'; readonly beta: number };

/** Whether the code is a random number given the image, so that I(X;Z) is finite. */
export const isNoisy = ({ id }: Regularizer): boolean => id === 'vib' || id === 'mine';

const share = 'give a share above 0 and below 1';
const inside = z.number(share).gt(0, share).lt(1, share);
const weight = z.number('give a number of at least 0').min(0, 'give a number of at least 0').default(1e-3);

const regularizer = <Options extends object>(id: Regularizer['id'], summary: string, options: z.ZodType<Options>) =>
  entry<Regularizer, Options>({
    id,
    summary,
    options,
    create: (given) => ({ ...given, id }) as unknown as Regularizer,
  });

export const regularizers = createRegistry<Regularizer>('regularizer', [
  regularizer('none', 'no noise and no penalty', z.strictObject({})),
  regularizer('dropout', 'drops hidden units', z.strictObject({ rate: inside.default(0.5) })),
  regularizer('label-smoothing', 'softens the targets', z.strictObject({ epsilon: inside.default(0.1) })),
  regularizer('vib', 'variational bottleneck', z.strictObject({ beta: weight })),
  regularizer('mine', 'information bottleneck by a critic', z.strictObject({ beta: weight })),
]);
