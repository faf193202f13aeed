import { type Critic, entry, foldIn, namesWithin, type Params, type Registry } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { choiceSchema, type ResolvedChoice } from './choice-schema.ts';
import { positiveInteger } from './positive-integer.ts';

const mean = <T extends Tensor>(scores: readonly T[]): T =>
  tf.div(
    scores.reduce((sum, score) => tf.add(sum, score) as T),
    scores.length,
  ) as T;

/**
 * The mean of the scores of several critics (the idea of Hansen and Salamon 1990, on log density ratios: a geometric mean of the ratios). Each has
 * parameters of its own, named by its number, and the members train together, as one critic.
 * @param members at least one
 */
export function createEnsemble(members: readonly Critic[]): Critic {
  /** Each member's share of the noise. */
  const noiseOf = (noise: Tensor1D | undefined, rows: number): (Tensor1D | undefined)[] => {
    let taken = 0;
    return members.map((member) => {
      const size = member.noiseSize?.(rows) ?? 0;
      const start = taken;
      taken += size;
      return noise && size > 0 ? tf.slice(noise, [start], [size]) : undefined;
    });
  };
  return {
    id: 'ensemble',
    init: (key, dimX, dimY) =>
      Object.fromEntries(
        members.flatMap((member, k) =>
          Object.entries(member.init(foldIn(key, k), dimX, dimY)).map(([name, value]) => [`${k}.${name}`, value]),
        ),
      ),
    score(params, x, y, noise) {
      const shares = noiseOf(noise, x.shape[0]);
      return mean(members.map((member, k) => member.score(namesWithin(`${k}.`, params), x, y, shares[k])));
    },
    ...(members.every((member) => member.scoreProduct)
      ? {
          scoreProduct(params: Params, x: Tensor2D, y: Tensor2D, noise?: Tensor1D): Tensor2D {
            const shares = noiseOf(noise, x.shape[0]);
            return mean(
              members.map((member, k) => member.scoreProduct!(namesWithin(`${k}.`, params), x, y, shares[k])),
            );
          },
        }
      : {}),
    ...(members.some((member) => member.noiseSize)
      ? { noiseSize: (rows: number) => members.reduce((sum, member) => sum + (member.noiseSize?.(rows) ?? 0), 0) }
      : {}),
  };
}

/** The entry, whose members are chosen from the registry that will hold it. */
export function ensembleOf(critics: () => Registry<Critic>) {
  const member = choiceSchema(critics);
  return entry({
    id: 'ensemble',
    summary: 'the mean of the scores of several critics: one choice several times (critic, size), or a list (critics)',
    options: z
      .strictObject({
        critic: member.optional(),
        size: positiveInteger.optional(),
        critics: z.array(member, 'give a list of critics').min(1, 'give at least one critic').optional(),
      })
      .superRefine(({ critic, size, critics: listed }, context) => {
        const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
        if (listed && critic) refuse('critics', 'give either critics, or critic and size');
        else if (listed && size !== undefined) refuse('size', 'remove it, as critics says how many there are');
        else if (!listed && !critic) refuse('critic', 'give critic and size, or critics');
        else if (!listed && size === undefined) refuse('size', 'give the number of critics');
      }),
    create({ critic, size = 0, critics: listed }) {
      const choices: readonly ResolvedChoice[] = listed ?? Array.from({ length: size }, () => critic!);
      return createEnsemble(choices.map((choice) => critics().create(choice)));
    },
    example: { critic: { id: 'joint-mlp' }, size: 3 },
  });
}
