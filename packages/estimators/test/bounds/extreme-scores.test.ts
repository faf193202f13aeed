import { type Choice, InputError, type PairBound, type ProductBound } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { diagonalOf } from '../../src/neural/network-values.ts';

const filled = (length: number, value: number) => tf.fill([length], value) as Tensor1D;

const onPairs: [string, Choice, number, number, number][] = [
  ['dv', 'dv', 1000, 0, 0],
  ['dv', 'dv', -1000, 0, 0],
  ['mine', 'mine', 1000, 0, 0],
  ['mine', 'mine', -1000, 0, 0],
  ['remine', 'remine', 1000, 0, 0],
  ['smile', { id: 'smile', tau: 'infinity' }, 1000, 0, 0],
  ['smile', { id: 'smile', tau: 5 }, 1000, 0, 995],
  ['smile', { id: 'smile', tau: 5 }, -1000, 0, -995],
  ['mine-f', 'mine-f', -1000, 0, -1000],
  ['js', 'js', -1000, 0, -999],
  ['tuba', 'tuba', 1000, 1000, 0],
  ['tuba', 'tuba', -1000, -1000, 0],
];

const onProducts: [string, Choice, number, number, number][] = [
  ['infonce', 'infonce', 1000, 0, 0],
  ['infonce', { id: 'infonce', direction: 'symmetric' }, -1000, 0, 0],
  ['flo', 'flo', 1000, 0, 0],
  ['flo', 'flo', -1000, 0, 0],
  ['i-alpha', { id: 'i-alpha', alpha: 1 }, 1000, 0, 0],
  ['i-alpha', { id: 'i-alpha', alpha: 1 }, -1000, 0, 0],
  ['i-alpha', { id: 'i-alpha', alpha: 0.5 }, 1000, 1000, 0],
  ['i-alpha', { id: 'i-alpha', alpha: 0.5 }, -1000, -1000, 0],
  // alpha m + (1 - alpha) q is then q / 2, which e^t is 1e-870 of: 1 - 1000 + log 2 - 0.
  ['i-alpha', { id: 'i-alpha', alpha: 0.5 }, -1000, 0, -999 + Math.log(2)],
];

describe('scores whose exponential float32 cannot hold', () => {
  it.each(onPairs)('%s (%j) of scores all %d, own values %d, is %d, and trains on', (_, choice, t, own, expected) => {
    const bound = bounds.create(choice) as PairBound;
    onHost(() => {
      const contextOf = (joint: Tensor1D, reference: Tensor1D) => ({
        joint,
        reference,
        own: { baseline: filled(3, own) },
        ownReference: { baseline: filled(4, own) },
      });
      const [joint, reference] = [filled(3, t), filled(4, t)];
      expect(bound.estimate(contextOf(joint, reference)).dataSync()[0]).toBeCloseTo(expected, 3);
      const gradients = tf.grads(
        (a, b) => bound.objective(contextOf(a as Tensor1D, b as Tensor1D), bound.initState()).value,
      )([joint, reference]);
      for (const gradient of gradients) expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
    });
  });

  it.each(onProducts)(
    '%s (%j) of scores all %d, own values %d, is %d, and trains on',
    (_, choice, t, own, expected) => {
      const bound = bounds.create(choice) as ProductBound;
      onHost(() => {
        const contextOf = (product: Tensor2D) => ({
          joint: diagonalOf(product),
          product,
          own: { baseline: filled(4, own), u: filled(4, own) },
        });
        const product = tf.fill([4, 4], t) as Tensor2D;
        expect(bound.estimate(contextOf(product)).dataSync()[0]).toBeCloseTo(expected, 3);
        const gradient = tf.grad((m) => bound.objective(contextOf(m as Tensor2D), {}).value)(product);
        expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
      });
    },
  );
});

it.each(['flo', 'i-alpha'])('%s refuses a batch of one pair, which has no negative', (id) => {
  const bound = bounds.create(id) as ProductBound;
  const one = () => {
    const product = tf.zeros([1, 1]) as Tensor2D;
    return bound.estimate({ joint: diagonalOf(product), product, own: { baseline: filled(1, 0), u: filled(1, 0) } });
  };
  expect(() => onHost(one)).toThrow(InputError);
  expect(() => onHost(one)).toThrow('batchSize 1');
});

describe('options of bounds', () => {
  it.each([
    ['nwj', 'mine-f'],
    ['cpc', 'infonce'],
  ])('%s is another name of %s', (alias, id) => {
    expect(bounds.resolve(alias).id).toBe(id);
  });

  it.each<[Choice, string]>([
    [{ id: 'smile', tau: 0 }, 'bound.tau: expected a positive number of nats or infinity, got 0'],
    [{ id: 'smile', tau: 'inf' }, 'bound.tau: expected a positive number of nats or infinity, got "inf"'],
    [{ id: 'i-alpha', alpha: 1.5 }, 'bound.alpha: expected a number in [0, 1], got 1.5'],
    [{ id: 'infonce', direction: 'rows' }, 'bound.direction: expected x, y or symmetric, got "rows"'],
    [{ id: 'remine', lambda: -1 }, 'bound.lambda: expected a positive number, got -1'],
    [{ id: 'tuba', hidden: [0] }, 'bound.hidden'],
  ])('%j is refused: %s', (choice, message) => {
    expect(() => bounds.create(choice)).toThrow(InputError);
    expect(() => bounds.create(choice)).toThrow(message);
  });
});
