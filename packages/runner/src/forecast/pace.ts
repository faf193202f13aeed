import { type SetCell, Settings } from '../experiment/settings.ts';
import { Rate } from './rate.ts';

/**
 * Seconds that cells take for their cost, learnt from those that ran. A cost is a guess: an early stop, a classical estimator or another engine is off by a factor of its
 * own, which cells of one setting share. A setting's rate leans on its estimator's, this one on its procedure's.
 */
export class Pace {
  private readonly all = new Rate();
  private readonly rates = new Map<string, Rate>();
  private readonly settings = new Settings();

  /** The rate of a cell's setting. */
  rateOf(cell: SetCell): Rate {
    const { settings } = this;
    return this.rate(settings.setting(cell), () =>
      this.rate(settings.estimator(cell), () => this.rate(settings.family(cell), () => this.all)),
    );
  }

  private rate(key: string, wider: () => Rate): Rate {
    const known = this.rates.get(key) ?? new Rate(wider());
    this.rates.set(key, known);
    return known;
  }
}
