import type { OptimizerState } from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';
import type { GradientTransformation } from './gradient-transformation.ts';

const within = (name: string, state: OptimizerState): OptimizerState =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([slot]) => slot.startsWith(`${name}.`))
      .map(([slot, value]) => [slot.slice(name.length + 1), value]),
  );

const prefixed = (name: string, state: OptimizerState): [string, Tensor][] =>
  Object.entries(state).map(([slot, value]) => [`${name}.${slot}`, value]);

/** Transformations one after another, in the order of their names; each one's slots are kept as `name.slot`. */
export function chain(transformations: Readonly<Record<string, GradientTransformation>>): GradientTransformation {
  const links = Object.entries(transformations);
  return {
    init: (params) => Object.fromEntries(links.flatMap(([name, { init }]) => prefixed(name, init(params)))),
    update(update, state, params) {
      const slots: [string, Tensor][] = [];
      let current = update;
      for (const [name, link] of links) {
        const next = link.update(current, within(name, state), params);
        slots.push(...prefixed(name, next.state));
        current = next.update;
      }
      return { update: current, state: Object.fromEntries(slots) };
    },
  };
}
