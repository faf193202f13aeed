import { type JsonObject, log, RunningMoments } from '@minebench/core';
import { ExponentialMean } from './exponential-mean.ts';

/** What bounds need to know of a critic t: the mean of t under P, the means of e^t and e^(t-1) under Q. */
export class CriticMoments {
  readonly joint = new RunningMoments();
  readonly reference = new ExponentialMean();
  readonly shifted = new ExponentialMean();

  add(joint: Float64Array, reference: Float64Array): void {
    for (const t of joint) this.joint.push(t);
    for (const t of reference) {
      this.reference.add(t);
      this.shifted.add(t - 1);
    }
  }

  /** E_P t - log E_Q e^t. */
  get donskerVaradhan(): number {
    return this.joint.mean - this.reference.logMean;
  }

  /** E_P t - E_Q e^(t-1). */
  get nwj(): number {
    return this.joint.mean - this.shifted.value;
  }

  /** How far DV(t) - NWJ(t) is from u - 1 - log u with u = E_Q e^(t-1): nothing but rounding, whatever t and the sample. */
  get identityGap(): number {
    const u = this.shifted.value;
    return Math.abs(this.donskerVaradhan - this.nwj - (u - 1 - log(u)));
  }
}

const reading = (nats: number, variance: number): JsonObject => ({ nats, standardError: Math.sqrt(variance) });

/**
 * The four forms at t* = log r, each at the critic where its supremum lies, with delta-method standard errors:
 * `dv` E_P t - log E_Q e^t, I at t*; `nwj` E_P t - E_Q e^(t-1), I at 1 + t*; `forgottenLog` E_P t - E_Q e^t, I - 1 at t*;
 * `shiftedLog` E_P t - log E_Q e^(t-1), I + 1 at t*.
 *
 * @param optimal - moments of t*
 * @param raised - moments of 1 + t*
 */
export function oracleReadings(optimal: CriticMoments, raised: CriticMoments): JsonObject {
  const variance = ({ joint }: CriticMoments) => joint.variance / joint.count;
  return {
    dv: reading(optimal.donskerVaradhan, variance(optimal) + optimal.reference.relativeVarianceOfMean),
    nwj: reading(raised.nwj, variance(raised) + raised.shifted.varianceOfMean),
    forgottenLog: reading(
      optimal.joint.mean - optimal.reference.value,
      variance(optimal) + optimal.reference.varianceOfMean,
    ),
    shiftedLog: reading(
      optimal.joint.mean - optimal.shifted.logMean,
      variance(optimal) + optimal.shifted.relativeVarianceOfMean,
    ),
  };
}
