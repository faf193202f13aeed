import type { Cell } from '@minebench/core';
import { Rate } from './rate.ts';

/** What of a cell a pace looks at. */
export type PacedCell = Pick<Cell, 'procedure' | 'params' | 'engine'>;

/**
 * Seconds that cells take for their cost, learnt from those that ran. A cost is a guess: an early stop, a classical estimator or another engine is off by a factor of its
 * own, which cells of one setting (alike but for their seeds and protocol) share. A setting's rate leans on its estimator's, this one on its procedure's.
 */
export class Pace {
  private readonly all = new Rate();
  private readonly rates = new Map<string, Rate>();
  private readonly identities = new WeakMap<object, number>();
  private lastIdentity = 0;

  /** The rate of a cell's setting. */
  rateOf({ procedure, params, engine }: PacedCell): Rate {
    const parts = Object.keys(params).map((name) => `${name}=${this.identityOf(params[name])}`);
    const family = `${procedure} ${engine}`;
    return this.rate(`${family} ${parts.join(' ')}`, () =>
      this.rate(`${family} estimator=${this.identityOf(params.estimator)}`, () => this.rate(family, () => this.all)),
    );
  }

  private rate(key: string, wider: () => Rate): Rate {
    const known = this.rates.get(key) ?? new Rate(wider());
    this.rates.set(key, known);
    return known;
  }

  /** A sweep's cells share the objects that they are combined from: comparing those is cheap, where comparing their texts is not. */
  private identityOf(value: unknown): string {
    if (typeof value !== 'object' || value === null) return String(value);
    const known = this.identities.get(value) ?? ++this.lastIdentity;
    this.identities.set(value, known);
    return `#${known}`;
  }
}
