import { type Critic, createRegistry, type Registry } from '@minebench/core';
import { bilinear } from './bilinear.ts';
import { conv } from './conv.ts';
import { ensembleOf } from './ensemble.ts';
import { gaussianConditional } from './gaussian-conditional.ts';
import { hybrid } from './hybrid.ts';
import { innerProduct } from './inner-product.ts';
import { jointMlp } from './joint-mlp.ts';
import { logisticConditional } from './logistic-conditional.ts';
import { residualMlp } from './residual-mlp.ts';
import { separableMlp } from './separable-mlp.ts';

/** Critics by name. */
export const critics: Registry<Critic> = createRegistry<Critic>('critic', [
  jointMlp,
  separableMlp,
  bilinear,
  innerProduct,
  hybrid,
  residualMlp,
  conv,
  gaussianConditional,
  logisticConditional,
  ensembleOf(() => critics),
]);
