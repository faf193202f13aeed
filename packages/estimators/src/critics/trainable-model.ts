import { InputError } from '@minebench/core';
import type { LayersModel } from '@tensorflow/tfjs';

type Layer = LayersModel['layers'][number];

/** Layers of a model, those of models within it included. */
const layersOf = (model: LayersModel): Layer[] =>
  model.layers.flatMap((layer) => ('layers' in layer ? [layer, ...layersOf(layer as LayersModel)] : [layer]));

/**
 * Refuses what a training by the bound's gradient alone would pass over in silence: weights that change without a gradient (the moving statistics of batch
 * normalisation) in layers that are to be trained, penalties on weights, constraints on weights, layers with a memory.
 * @throws InputError
 */
export function requireTrainable(id: string, model: LayersModel): void {
  for (const layer of layersOf(model)) {
    const fault = faultOf(layer);
    if (fault) throw new InputError({ argument: `critic ${id}`, ...fault });
  }
}

function faultOf(layer: Layer): { problem: string; remedy: string } | undefined {
  const named = `the layer ${layer.name} (${layer.getClassName()})`;
  if (layer.stateful && !('layers' in layer))
    return { problem: `has state in ${named}, and scores one batch like another`, remedy: 'build it without stateful' };
  if (layer.losses.length > 0)
    return {
      problem: `has a regularizer in ${named}, whose penalty training does not see`,
      remedy: 'remove it, or penalise weights with the weightDecay of the optimizer',
    };
  const constrained = layer.weights.find((weight) => weight.constraint);
  if (constrained)
    return {
      problem: `has a constraint on the weight ${constrained.originalName}, which training does not apply`,
      remedy: 'remove it, or use the spectralNorm of the critics that have it',
    };
  if ('layers' in layer || !layer.trainable) return undefined;
  const moving = layer.nonTrainableWeights.map(({ originalName }) => originalName);
  if (moving.length === 0) return undefined;
  return {
    problem: `has weights that no gradient trains, ${moving.join(' and ')}`,
    remedy: `leave ${named} out, or set its trainable to false to keep them as they are`,
  };
}
