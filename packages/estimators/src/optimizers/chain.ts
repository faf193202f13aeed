import { namesWithin, prefixNames } from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';
import type { GradientTransformation } from './gradient-transformation.ts';

/** Transformations one after another, in the order of their names; each one's slots are kept as `name.slot`. */
export function chain(transformations: Readonly<Record<string, GradientTransformation>>): GradientTransformation {
  const links = Object.entries(transformations);
  return {
    init: (params) =>
      Object.fromEntries(links.flatMap(([name, { init }]) => Object.entries(prefixNames(`${name}.`, init(params))))),
    update(update, state, params) {
      const slots: Record<string, Tensor> = {};
      let current = update;
      for (const [name, link] of links) {
        const next = link.update(current, namesWithin(`${name}.`, state), params);
        Object.assign(slots, prefixNames(`${name}.`, next.state));
        current = next.update;
      }
      return { update: current, state: slots };
    },
  };
}
