import { describe, expect, it } from 'vitest';
import { clock, progressBar } from '../src/progress-bar.ts';

const progress = (share: number, secondsLeft: number | null) =>
  ({ event: 'progress', done: 12, cells: 30, share, secondsLeft, cell: 'ab', cellShare: 0 }) as const;

describe('the progress bar', () => {
  it('shows the share done, the cells and the time left', () => {
    expect(progressBar(progress(0.5, 70), 37)).toBe('[=====>    ] 12/30 cells, 01:10 left');
  });

  it.each([20, 40, 80, 300])('fits into %d columns where anything can', (columns) => {
    for (const share of [0, 0.3, 0.999, 1]) {
      const bar = progressBar(progress(share, 3725), columns);
      expect(bar.length).toBeLessThan(Math.max(columns, 45));
    }
  });

  it('is full at the end and says nothing of a time that it does not know', () => {
    expect(progressBar(progress(1, null), 30)).toMatch(/^\[=+\] 12\/30 cells$/);
  });

  it.each([
    [0, '00:00'],
    [59.6, '01:00'],
    [3599, '59:59'],
    [7265, '2:01:05'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });
});
