import { createStream, keyFromSeed, type Stream } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { inRunningOrder } from '../../src/experiment/running-order.ts';
import { Forecast, type ForecastCell } from '../../src/forecast/forecast.ts';
import { Pace } from '../../src/forecast/pace.ts';

const cellOf = (name: string, cost: number, params: Record<string, string> = {}): ForecastCell => ({
  name,
  cost,
  cell: { procedure: 'p', params, engine: 'host' },
});

describe('the forecast', () => {
  it('knows nothing before any work is done', () => {
    const forecast = new Forecast([cellOf('a', 1), cellOf('b', 1)], () => 1);
    forecast.start('a', 0);
    expect([forecast.share, forecast.secondsLeft(5)]).toEqual([0, null]);
  });

  it('knows from the start what cells of the same setting took before', () => {
    const pace = new Pace();
    const [a, b] = [cellOf('a', 1), cellOf('b', 2)];
    pace.rateOf(a.cell).observe(1, 5);
    expect(new Forecast([b], () => 1, pace).secondsLeft(0)).toBeCloseTo(10, 12);
  });

  it('weighs cells by their cost and counts the part of a cell that is done', () => {
    const forecast = new Forecast([cellOf('a', 1), cellOf('b', 3)], () => 1);
    forecast.start('a', 0);
    forecast.finish('a', 5, 5);
    forecast.start('b', 5);
    forecast.progress('b', 1 / 3, 10);
    expect(forecast.share).toBeCloseTo(0.5, 12);
    // Of 15 seconds five are over, as expected of a cell that costs three times as much.
    expect(forecast.secondsLeft(10)).toBeCloseTo(10, 9);
    forecast.finish('b', 15, 20);
    expect([forecast.share, forecast.secondsLeft(20)]).toEqual([1, 0]);
  });

  it('never goes back', () => {
    const forecast = new Forecast([cellOf('a', 1)], () => 1);
    forecast.start('a', 0);
    forecast.progress('a', 0.6, 1);
    forecast.progress('a', 0.2, 2);
    forecast.progress('a', 7, 3);
    expect(forecast.share).toBe(1);
  });

  it('shares what waits out among the workers: three cells of ten seconds take two workers twenty', () => {
    const forecast = new Forecast(
      ['a', 'b', 'c', 'd'].map((name) => cellOf(name, 1)),
      () => 2,
    );
    forecast.start('a', 0);
    forecast.finish('a', 10, 10);
    expect(forecast.secondsLeft(10)).toBe(20);
  });

  it('knows that cells which run as one program share a worker', () => {
    const names = [...'abcdefgh'];
    const forecast = new Forecast(
      names.map((name) => cellOf(name, 1)),
      () => 1,
    );
    for (const name of names.slice(0, 4)) {
      forecast.start(name, 0);
      forecast.progress(name, 0, 0);
      forecast.progress(name, 0.25, 10);
    }
    // A quarter of four cells in ten seconds: thirty for the rest of them, forty for the other four.
    expect(forecast.secondsLeft(10)).toBeCloseTo(70, 9);
  });

  it('does not take the start of a worker for the work of its first cell', () => {
    const forecast = new Forecast([cellOf('a', 1), cellOf('b', 1)], () => 1);
    forecast.start('a', 0);
    // Ten seconds until it trains, and a tenth of the cell a second from then on.
    forecast.progress('a', 0.1, 11);
    expect(forecast.secondsLeft(11)).toBeNull();
    forecast.progress('a', 0.5, 15);
    // Five seconds for the rest of it at that speed, ten for the other.
    expect(forecast.secondsLeft(15)).toBeCloseTo(15, 9);
  });

  it('knows that a cell which goes on from a checkpoint is not as fast as its share looks', () => {
    const forecast = new Forecast([cellOf('a', 1)], () => 1);
    forecast.start('a', 0);
    forecast.progress('a', 0.8, 1);
    forecast.progress('a', 0.9, 11);
    expect(forecast.secondsLeft(11)).toBeCloseTo(10, 9);
  });

  it('counts what a worker loses between two cells', () => {
    const forecast = new Forecast(
      [...'abcd'].map((name) => cellOf(name, 1)),
      () => 1,
    );
    for (const [k, name] of ['a', 'b'].entries()) {
      forecast.start(name, 3 * k);
      forecast.finish(name, 2, 3 * k + 3);
    }
    // Two seconds of work and one beside it, twice more.
    expect(forecast.secondsLeft(6)).toBeCloseTo(6, 12);
  });

  it('does not take the company of cells in one program for a loss between them', () => {
    const names = [...'abcdefghijkl'];
    const forecast = new Forecast(
      names.map((name) => cellOf(name, 1)),
      () => 1,
    );
    for (const program of [names.slice(0, 4), names.slice(4, 8)]) {
      const begin = (8 * names.indexOf(program[0])) / 4;
      for (const name of program) forecast.start(name, begin);
      // Four cells in eight seconds, two for each.
      for (const name of program) forecast.finish(name, 2, begin + 8);
    }
    expect(forecast.secondsLeft(16)).toBeCloseTo(8, 12);
  });

  it('learns that one estimator is slower than its cost says, and the other faster', () => {
    const cells = [...'abcdefgh'].map((name, k) => cellOf(name, 1, { estimator: k % 2 === 0 ? 'slow' : 'fast' }));
    const forecast = new Forecast(cells, () => 1);
    for (const [k, { name }] of cells.slice(0, 6).entries()) {
      forecast.start(name, 0);
      forecast.finish(name, k % 2 === 0 ? 9 : 1, 0);
    }
    forecast.start('g', 0);
    forecast.finish('g', 9, 0);
    // Three fast ones took 1 and the mean of all is about 5.6: one cell of four is that of the others.
    expect(forecast.secondsLeft(0)).toBeGreaterThan(1);
    expect(forecast.secondsLeft(0)).toBeLessThan(2.5);
  });
});

/**
 * A sweep in a made-up world: four estimators whose costs are off by a factor of up to ten, cells that stop early where their setting lets them, and seeds that
 * spread by a tenth to either side.
 */
function sweep(stream: Stream) {
  const factors = [0.3, 1, 1, 3];
  const stops = Array.from({ length: 8 }, () => (stream.uniform() < 0.5 ? 0.3 + 0.7 * stream.uniform() : 1));
  const cells = Array.from({ length: 96 }, (_, k) => {
    const estimator = k % 4;
    const stopsAt = stops[k % 8];
    const cost = 1 + Math.floor(k / 48);
    const seconds = 60 * cost * factors[estimator] * (0.9 + 0.2 * stream.uniform()) * stopsAt;
    return { ...cellOf(`cell ${k}`, cost, { estimator: `e${estimator}`, rho: `r${k % 8}` }), seconds, stopsAt };
  });
  return inRunningOrder(cells);
}

/** Plays the sweep through, and gives the forecast at every second beside what was left in truth. */
function playThrough(seed: number, workers: number): { readonly now: number; readonly foretold: number | null }[] {
  const cells = sweep(createStream(keyFromSeed(seed)));
  const forecast = new Forecast(cells, () => workers);
  const queue = [...cells];
  const running = new Map<string, { readonly cell: (typeof cells)[number]; readonly start: number }>();
  const said: { now: number; foretold: number | null }[] = [];
  for (let now = 0; ; now++) {
    for (const [name, { cell, start }] of running) {
      if (now - start < cell.seconds) {
        // Looks at the selection part come twenty times a cell.
        const share = Math.floor((20 * (now - start) * cell.stopsAt) / cell.seconds) / 20;
        forecast.progress(name, share, now);
      } else {
        running.delete(name);
        forecast.finish(name, cell.seconds, now);
      }
    }
    while (running.size < workers && queue.length > 0) {
      const cell = queue.shift()!;
      running.set(cell.name, { cell, start: now });
      forecast.start(cell.name, now);
    }
    said.push({ now, foretold: forecast.secondsLeft(now) });
    if (running.size === 0) return said;
  }
}

describe('the time left', () => {
  it.each([1, 2, 8])('is right within 20% in the second half, with %d workers', (workers) => {
    for (let seed = 0; seed < 5; seed++) {
      const said = playThrough(seed, workers);
      const end = said.at(-1)!.now;
      const half = said.filter(({ now }) => now >= end / 2);
      // The seeds of the last cells spread by a standard deviation of 6%, so three of them are a fifth of the time left; near the end of it, of the longest cell's.
      const longest = 180;
      for (const { now, foretold } of half) {
        const left = end - now;
        expect(Math.abs(foretold! - left), `seed ${seed}, ${left} s left`).toBeLessThanOrEqual(
          0.2 * Math.max(left, longest),
        );
      }
    }
  });
});
