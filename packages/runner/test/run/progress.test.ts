import { describe, expect, it } from 'vitest';
import { Forecast } from '../../src/run/progress.ts';

describe('the forecast', () => {
  it('knows nothing before any work is done', () => {
    const forecast = new Forecast([1, 1]);
    forecast.start('a', 1);
    expect([forecast.share, forecast.secondsLeft(5)]).toEqual([0, null]);
  });

  it('weighs cells by their cost and counts the part of a cell that is done', () => {
    const forecast = new Forecast([1, 3]);
    forecast.start('a', 1);
    forecast.start('b', 3);
    forecast.finish('a');
    forecast.progress('b', 1 / 3);
    expect(forecast.share).toBeCloseTo(0.5, 12);
    expect(forecast.secondsLeft(10)).toBeCloseTo(10, 9);
    forecast.finish('b');
    expect([forecast.share, forecast.secondsLeft(20)]).toEqual([1, 0]);
  });

  it('never goes back', () => {
    const forecast = new Forecast([1]);
    forecast.start('a', 1);
    forecast.progress('a', 0.6);
    forecast.progress('a', 0.2);
    forecast.progress('a', 7);
    expect(forecast.share).toBe(1);
  });
});
