import { identityGateChart } from '../charts/identity-gate.ts';
import { shiftedCriticChart } from '../charts/shifted-critic.ts';
import { number, scientific, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { derived, valueAt } from '../site/records.ts';
import { text } from '../site/text.ts';

export const whyTheLogMatters: LecturePage = {
  id: 'why-the-log-matters',
  title: 'Why the logarithm matters',
  summary: 'Three forms that circulate, what each of them is a bound on, and the exact distance between DV and NWJ.',
  experiments: ['identities', 'imperfect-critics'],
  write({ records, chart }) {
    const identities = records('identities');
    const truth = identities.one('result.truth.nats');
    const value = (form: string) => identities.mean(`result.values.${form}.nats`);
    const less = (form: string) => derived(value(form).value - truth.value, 'difference', value(form), truth);
    const gaps = identities.rows.flatMap(
      (row) => Object.values(valueAt(row, 'result.identityGap') as object) as number[],
    );
    const critics = Object.keys(valueAt(identities.rows[0], 'result.identityGap') as object).length;
    const source = 'reports/identities: result.identityGap';
    return text`
## Three forms in circulation

Papers, lecture notes and code write the objective of the last page in several ways that look alike:

$$\begin{aligned}\mathrm{DV}(t)&=\E_P t-\log\E_Q e^{t},\\ \mathrm{NWJ}(t)&=\E_P t-\E_Q e^{t-1},\\ \mathrm{A}(t)&=\E_P t-\E_Q e^{t},\\ \mathrm{B}(t)&=\E_P t-\log\E_Q e^{t-1}.\end{aligned}$$

The first two are lower bounds on the mutual information that become equal to it at their best critics. The form $\mathrm A$ has forgotten the logarithm; the form $\mathrm B$ has taken the logarithm of DV and the shift of NWJ. Neither has the
mutual information as its supremum.

### The forgotten logarithm reads one nat less

$\mathrm A(t)=\E_Q[r\,t-e^{t}]$, and the best $t$ can be found at every point by itself. The derivative of $r\,t-e^t$ is $r-e^t$, which is zero at $t=\log r$, and the second derivative is negative. So

$$#forgotten \sup_t\mathrm A(t)=\E_Q[r\log r-r]=\KL PQ-1 .$$

It is a lower bound, since $\log u\le u-1<u$, but never a tight one: independent variables are given the information $-1$.

### The shifted logarithm reads one nat more

$\log\E_Qe^{t-1}=\log\E_Qe^{t}-1$, so for every critic

$$#shifted \mathrm B(t)=\mathrm{DV}(t)+1,\qquad \sup_t\mathrm B(t)=\KL PQ+1 .$$

It is no lower bound at all: independent variables are given the information $1$. Where notes claim that $\mathrm{DV}(t)\ge\mathrm B(t)$, the inequality is the wrong way round, for every critic and by exactly one.

### The form of Nguyen, Wainwright and Jordan is right

$\mathrm{NWJ}(t)=\E_Q[r\,t-e^{t-1}]$ has its pointwise optimum where $r=e^{t-1}$, at $t=1+\log r$, and there

$$#nwj \sup_t\mathrm{NWJ}(t)=\E_Q[r+r\log r-r]=\KL PQ .$$

Note that $\mathrm{NWJ}(t)=\mathrm A(t-1)+1$: whoever has forgotten the logarithm needs but to add one nat.

## What records say

No training is needed to see this. At the analytic optimal critic of a normal pair with correlation ${number(identities.one('params.task.rho'), 1)}, whose mutual information is ${number(truth, 4)}, means over
${whole(identities.count)} samples of ${whole(identities.one('params.n'))} pairs from each law are ${number(value('dv'), 4)} (DV), ${number(value('nwj'), 4)} (NWJ), ${number(value('forgottenLog'), 4)} ($\mathrm A$) and
${number(value('shiftedLog'), 4)} ($\mathrm B$). Less the truth these are ${number(less('dv'), 4)}, ${number(less('nwj'), 4)}, ${number(less('forgottenLog'), 4)} and ${number(less('shiftedLog'), 4)}.

${chart(identityGateChart(identities))}

The claim of the experiment: **${{ html: identities.verdict('each objective').verdict }}**. ${{ html: identities.verdict('each objective').detail }}

## The distance between DV and NWJ

Let $u=\E_Q e^{t-1}$. Then $\mathrm{DV}(t)=\E_Pt-1-\log u$ and $\mathrm{NWJ}(t)=\E_Pt-u$, so

$$#distance \mathrm{DV}(t)-\mathrm{NWJ}(t)=u-1-\log u\ \ge\ 0 .$$

The inequality is $\log u\le u-1$, with equality only at $u=1$. Nothing was assumed of $P$ and $Q$: the identity holds for every critic, and for the empirical laws of every sample as well as for the true ones. Therefore, on one and the same critic and
sample, NWJ never reads more than DV. In ${whole({ value: identities.rows.length * critics, source })} trials, with critics that are optimal, shifted, scaled or have nothing to do with the task, the largest departure from @distance was
${scientific({ value: Math.max(...gaps.map(Math.abs)), source: `${source}, largest` })}: rounding.

## The logarithm is an optimised constant

Where does it come from? Add a constant to the critic. DV does not change. But

$$\mathrm{NWJ}(t+c)=\E_Pt+c-e^{c}\,u ,$$

whose derivative in $c$ is $1-e^{c}u$. The best constant is $c=-\log u$, and with it

$$#best-constant \sup_c\mathrm{NWJ}(t+c)=\E_Pt-\log u-1=\mathrm{DV}(t) .$$

DV is NWJ with the constant already at its best. This has two consequences that return on later pages. NWJ must learn the level of its critic, DV need not, and under DV nothing holds that level in place: it drifts. And the price of
the logarithm is that a minibatch's $\log$ of a mean is not an unbiased estimate of the log of the mean.

${chart(shiftedCriticChart(records('imperfect-critics')))}

## Exercises

1. Independent variables: which $t$ is optimal for each of the four forms, and what does each read there?
2. Show that $\mathrm A(t)\le\mathrm{NWJ}(t+1)\le\mathrm{DV}(t)$ for every $t$, and find where each of them is an equality.
3. A network trained with NWJ is read with DV. Can the reading be lower than NWJ's? Can it be higher than the mutual information on a finite sample?
`;
  },
};
