import { createStream, type Engine, foldIn, type Key, type NamedArrays, type Step } from '@minebench/core';
import { tf } from '@minebench/engine';
import { nameParameters, opened, splitParameters, tensorContext } from '@minebench/estimators';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { piecesOf } from '../network.ts';
import { normalArray } from '../normal-array.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import type { PlaneData } from './data/plane-data.ts';
import type { GanParts } from './gan-step.ts';

/** A generator and its critic, seen on fresh noise. */
export interface GanLook extends Coverage {
  /** The critic's bound on I(G(Z); Z) in nats, on noise that it has not seen, and its standard error. */
  readonly information: number;
  readonly informationError: number;
  /** The sample, `[count, 2]`. */
  readonly points: Float32Array;
}

export interface GanViewer {
  /** @param step - which look: each has noise of its own */
  look(state: NamedArrays, step: number): Promise<GanLook>;
  dispose(): Promise<void>;
}

/** Variance of the mean of independent numbers `[count]`. */
const varianceOfMean = (values: Tensor): Tensor =>
  tf.div(tf.mean(tf.square(tf.sub(values, tf.mean(values)))), values.size - 1);

/** The generator's sample, and the bound on it with the delta method's variance: a joint pair and the reference pair of the same point depend on each other, and count as one. */
function viewStep({ generator, critic }: GanParts): Step {
  const { bound, layout } = critic;
  const { estimate, influence } = opened(bound);
  return (_state, data, { latent, reference }) => {
    const x = generator.apply(piecesOf(generator, data.generator), latent as Tensor2D);
    const params = nameParameters(layout, splitParameters(layout, data.critic as Tensor1D));
    const context = tensorContext(critic, params, {
      x,
      y: latent as Tensor2D,
      references: { x, y: reference as Tensor2D },
    });
    const by = influence!(context);
    return {
      state: {},
      outputs: {
        points: x,
        information: estimate(context),
        variance: varianceOfMean(tf.add(by.joint, by.reference!)),
      },
    };
  };
}

/** Looks at `count` samples at a time. */
export async function createGanViewer(
  engine: Engine,
  parts: GanParts,
  data: PlaneData,
  count: number,
  key: Key,
): Promise<GanViewer> {
  const latent = parts.critic.dimY;
  const noise = { dtype: 'float32' as const, shape: [count, latent] };
  const flat = (total: number) => ({ dtype: 'float32' as const, shape: [total] });
  const program = await engine.compile(viewStep(parts), {
    state: {},
    data: { generator: flat(parts.generator.layout.total), critic: flat(parts.critic.layout.total) },
    batch: { latent: noise, reference: noise },
  });
  return {
    async look(state, step) {
      const stream = createStream(foldIn(key, step));
      const batch = {
        latent: normalArray(stream, [1, count, latent]),
        reference: normalArray(stream, [1, count, latent]),
      };
      const given = { generator: state['generator.params'], critic: state['critic.params'] };
      const { outputs } = await program.run({}, { data: given, batch }, 1);
      const points = outputs.points.data as Float32Array;
      return {
        ...coverageOf(data, points),
        information: outputs.information.data[0],
        informationError: Math.sqrt(outputs.variance.data[0]),
        points,
      };
    },
    dispose: () => program.dispose(),
  };
}
