import type { EstimateKind } from '@minebench/core';
import { boundOf } from './estimator-label.ts';

/** What an estimator is, and when not to believe it. */
export interface EstimatorNote {
  readonly is: string;
  /** Continues "do not believe it where". */
  readonly beware: string;
}

const donskerVaradhan = 'the Donsker-Varadhan bound, E_P t - log E_Q e^t, of a trained critic t';
const exponential =
  'the information is above about half of log n: the variance of the mean of e^t grows as e^(2I), and the largest weight shows it';

const notes: Readonly<Record<string, EstimatorNote>> = {
  ksg: {
    is: 'Kraskov, Stögbauer and Grassberger (2004): counts neighbours nearer than the k-th in X and in Y; no training. Its interval comes from disjoint subsamples',
    beware:
      'dependence is strong or dimensions are more than a few, where it reads low, or where values are tied, as in discrete columns',
  },
  cca: {
    is: 'the information of the Gaussian with the same covariance (canonical correlations; Hotelling 1936)',
    beware: 'data are not Gaussian: it sees linear dependence only, and heavy tails spoil the covariance',
  },
  mine: {
    is: `${donskerVaradhan}, trained with a moving average in place of the batch mean (Belghazi et al. 2018)`,
    beware: exponential,
  },
  dv: { is: donskerVaradhan, beware: exponential },
  'mine-f': {
    is: 'E_P t - E_Q e^(t-1) of a trained critic (Nguyen, Wainwright and Jordan 2010): looser than Donsker-Varadhan',
    beware: exponential,
  },
  infonce: {
    is: 'which of b values of Y belongs to this X, by a trained critic (van den Oord et al. 2018): low variance',
    beware: 'it is near log b, which it never exceeds: the information may be anything above',
  },
  smile: {
    is: 'Donsker-Varadhan with e^t clipped to [e^-tau, e^tau] (Song and Ermon 2020): low variance',
    beware: 'a bound is needed: clipping may read high or low, and the interval does not cover that',
  },
  js: {
    is: 'a critic trained as a classifier (Jensen-Shannon), read as NWJ (Poole et al. 2019)',
    beware: exponential,
  },
  tuba: {
    is: 'E_P t - E_Q e^t / a(y) - log a(y) + 1 with a learnt baseline a (Poole et al. 2019)',
    beware: exponential,
  },
  flo: { is: 'a Fenchel-Legendre bound with a second network u(x, y) (Guo et al. 2022)', beware: exponential },
  club: {
    is: 'an upper bound from a learnt conditional density of Y given X (Cheng et al. 2020)',
    beware: 'that density does not fit the data: it may then read low or high',
  },
  l1out: {
    is: 'the leave-one-out upper bound with a learnt conditional density (Poole et al. 2019)',
    beware: 'that density does not fit the data: it may then read low or high',
  },
  doe: {
    is: 'the difference of two learnt entropies, H(Y) - H(Y|X) (McAllester and Stratos 2018)',
    beware: 'one density fits better than the other: their errors do not cancel',
  },
};

const byKind: Readonly<Record<EstimateKind, EstimatorNote>> = {
  lower: { is: 'a lower bound with a trained critic', beware: exponential },
  upper: { is: 'an upper bound with a learnt density', beware: 'that density does not fit the data' },
  neither: {
    is: 'an estimator that is no bound',
    beware: 'a bound is needed: it may read high or low, and the interval does not cover that',
  },
};

/** The note of an estimator; that of its kind where it is none of ours. */
export function estimatorNote(estimator: string, kind: EstimateKind): EstimatorNote {
  const id = boundOf(estimator);
  return Object.hasOwn(notes, id) ? notes[id] : byKind[kind];
}
