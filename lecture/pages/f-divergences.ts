import { baselineChart } from '../charts/baseline-of-tuba.ts';
import { minibatchValuesChart, nwjVarianceAt } from '../charts/minibatch-values.ts';
import { readouts, readoutsChart } from '../charts/readouts.ts';
import { number, scientific, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { closedForm, type Reading } from '../site/records.ts';
import { text } from '../site/text.ts';
import { verdicts } from '../site/verdicts.ts';

export const fDivergences: LecturePage = {
  id: 'f-divergences',
  title: 'The f-divergence form: NWJ, MINE-f, TUBA and InfoNCE',
  summary:
    'The same bound from convex duality; its baseline; why it is looser than DV at the same critic and what it has to learn; and what minibatches read at the best critic.',
  experiments: ['imperfect-critics', 'gaussian-rho', 'optimal-critic'],
  write({ records, chart }) {
    const twenty = records('gaussian-rho').where({ dimension: 20 });
    const rho = 0.5;
    const read = (trained: string, by: string): Reading => {
      const found = readouts(twenty).filter((one) => one.rho === rho && one.trained === trained && one.read === by);
      const value = found.reduce((sum, { nats }) => sum + nats, 0) / found.length;
      return {
        value,
        source: `reports/gaussian-rho: readoutNats, mean of ${found.length}, dimension 20, ρ = ${rho}, trained with ${trained}, read as ${by}`,
      };
    };
    const optimal = records('optimal-critic');
    const most = optimal.largest('result.truth.nats');
    const atMost = optimal.where({ 'result.truth.nats': most.value });
    const batch = optimal.one('params.batchSize');
    const logBatch = closedForm(Math.log(batch.value), `log ${batch.value}`);
    const verdict = records('gaussian-rho').verdict('MINE-f reads below DV');
    return text`
## Divergences from convex functions

Let $f$ be convex on $(0,\infty)$ with $f(1)=0$. The **f-divergence** of $P$ from $Q$ is

$$#divergence D_f(P\,\|\,Q)=\E_Qf(r),\qquad r=\frac{dP}{dQ}.$$

By Jensen's inequality it is at least $f(\E_Qr)=f(1)=0$. With $f(u)=u\log u$ it is $\E_Q r\log r=\E_P\log r$, the Kullback–Leibler divergence.

A convex function (lower semicontinuous, as all of ours are) is the upper envelope of the lines below it. The line of slope $t$ that supports $f$ meets the axis at $-f^\ast(t)$, where

$$#conjugate f^\ast(t)=\sup_{u>0}\{ut-f(u)\},\qquad f(u)=\sup_t\{ut-f^\ast(t)\}.$$

Put the second formula into @divergence, at every point by itself, and let one function $t(x,y)$ choose all the slopes:

$$#variational D_f(P\,\|\,Q)=\E_Q\sup_t\{r\,t-f^\ast(t)\}\ \ge\ \sup_t\Big\{\E_Pt-\E_Qf^\ast(t)\Big\},$$

since $\E_Q\,r\,t=\E_Pt$. The inequality is an equality if the best slope, $t=f'(r)$, is among the functions allowed. This is how Nguyen, Wainwright and Jordan estimate divergences, and how the generators of f-GANs are trained.

## The Kullback–Leibler case

For $f(u)=u\log u$ the bracket $ut-u\log u$ has the derivative $t-\log u-1$ in $u$. It is zero at $u=e^{t-1}$, where the bracket is $u(t-\log u)=e^{t-1}$. So $f^\ast(t)=e^{t-1}$, and @variational is

$$#nwj I(X;Y)\ \ge\ \mathrm{NWJ}(t)=\E_Pt-\E_Qe^{t-1},\qquad t^\ast=f'(r)=1+\log r .$$

MINE-f is this bound with a network for $t$. The $1$ in the exponent is an accident of the choice of $f$: adding a multiple of $u-1$ to $f$ changes no divergence, because $\E_Q(r-1)=0$. With $f(u)=u\log u-u+1$, which is never negative, the
conjugate is $e^{t}-1$, the bound is $\E_Pt-\E_Qe^{t}+1$, and its optimal critic is $\log r$. It is the form that had lost its logarithm, with the nat that it lacked.

Other choices of $f$ give other divergences, whose critics still hold $r$. With the one of the Jensen–Shannon divergence the objective is

$$#js \E_P\big[-\mathrm{sp}(-t)\big]-\E_Q\big[\mathrm{sp}(t)\big],\qquad \mathrm{sp}(t)=\log(1+e^{t}),$$

the log-likelihood of a classifier that tells $P$ from $Q$; its optimum is $t=\log r$. Its gradients are bounded, which makes it a calm way to train. Its value is no estimate of the mutual information, but its critic can be read as one: with NWJ at $t+1$, or with DV.

## A baseline

Replace $t$ in @nwj by $t(x,y)-\log a(y)+1$ for a positive function $a$. The first mean loses $\E\log a(y)$ and gains $1$, and $e^{t-1}$ becomes $e^{t}/a(y)$:

$$#tuba I(X;Y)\ \ge\ \mathrm{TUBA}(t,a)=\E_Pt-\E_Q\frac{e^{t}}{a(y)}-\E\log a(y)+1 .$$

This is the bound of Barber and Agakov made tractable, as Poole and others name it. Every bound so far is one of its cases.

- $a=e$ is NWJ.
- The best constant: the derivative of $-v/a-\log a$ with $v=\E_Qe^{t}$ is zero at $a=v$, and $\mathrm{TUBA}(t,v)=\E_Pt-\log v=\mathrm{DV}(t)$. So for every constant $a$, $\mathrm{TUBA}(t,a)\le\mathrm{DV}(t)$.
- The best function of $y$: $a(y)=\E_{P_X}e^{t(X,y)}$. At $t=\log r$ it is one everywhere, and nothing is gained; at another critic it is the constant of DV, one for each $y$.
- The gradient with respect to $t$ at $a$ equal to a moving average of $\E_Qe^{t}$ is the gradient that MINE takes.

${chart(baselineChart(records('imperfect-critics')))}

A learnt $a(y)$ needs a second network; a bad $a$ costs information, and a good one lowers the variance of the second term. Unlike DV, all of these are means: a minibatch gives an unbiased value and an unbiased gradient, whatever $t$ and $a$ are.

## One critic, two readings

For the same critic and sample NWJ never reads more than DV, as [page 2](page:why-the-log-matters#the-distance-between-dv-and-nwj) shows. How much less depends on the level of the critic. Training with DV leaves that level free, so a critic that is excellent for DV can be worthless for NWJ.
In twenty dimensions at $\rho=${number({ value: rho, source: 'parameter of the records shown' }, 1)}, where the mutual information is ${number(twenty.where({ rho }).one('truth'))}, critics trained with DV read ${number(read('DV', 'DV'))} as DV and
${number(read('DV', 'MINE-f'))} as MINE-f; critics trained with MINE-f read ${number(read('MINE-f', 'DV'))} and ${number(read('MINE-f', 'MINE-f'))}. Means of ${whole(twenty.where({ rho, estimator: 'dv' }).count)} seeds on
fresh pairs.

${chart(readoutsChart(twenty, rho))}

The claim that MINE-f reads below DV on the same critic and pairs: **${{ html: verdict.verdict }}**. ${{ html: verdict.detail }}

## InfoNCE: a batch as its own reference

Let $y_1,\dots,y_b$ be the second parts of a batch, and compare each pair with the rows that its first part could have had:

$$#infonce \mathrm{NCE}(t)=\E\,\frac1b\sum_{i=1}^{b}\log\frac{e^{t(x_i,y_i)}}{\frac1b\sum_{j}e^{t(x_i,y_j)}} .$$

It is a lower bound. Take one term, $i=1$ say, and let $m=\frac1b\sum_je^{t(x_1,y_j)}$. The rows $y_2,\dots,y_b$ are independent of the pair, so that $I(X;Y_1,\dots,Y_b)=I(X;Y)$. Apply @tuba to these $b$ rows, with the critic $t(x,y_1)-\log m$ and $a=1$. The second mean is over an $x$ that is independent of all $b$ rows; they may then change places, and

$$\E\,\frac{e^{t(x,y_1)}}{m}=\frac1b\sum_k\E\,\frac{e^{t(x,y_k)}}{m}=\E\,\frac mm=1 .$$

What is left of the bound is $\E[t(x,y_1)-\log m]$, which is the term. And it is one that cannot be large: the numerator of @infonce is one of the $b$ positive terms in the sum, so that every fraction is at most $b$, and

$$#log-b \mathrm{NCE}(t)\ \le\ \log b$$

on every batch, whatever the critic. Its best critic is $\log r$ plus any function of $x$, which cancels.

## What minibatches read at the best critic

How much of an estimate's error is the training's, and how much would the best critic have? For $d$ independent normal components of correlation $\rho$ one can say. Let $n'$ reference pairs be independent of $b$ joint ones.

*NWJ* at $1+\log r$ reads $1+\frac1b\sum\log r(x_i,y_i)-\frac1{n'}\sum r(\bar x_j,\bar y_j)$. Its mean is $I$, and its variance is $\frac1b\Var_P\log r+\frac1{n'}\Var_Qr$. In the coordinates $(x+y)/\sqrt{2+2\rho}$ and $(x-y)/\sqrt{2-2\rho}$, which under $P$ are independent and standard normal, $\log r$ of one component is a constant plus half of $\rho$ times the
difference of their squares. A square has the variance two, so that $\Var_P\log r=d\rho^2$. And $\E_Qr^2=(1-\rho^2)^{-d}=e^{2I}$ by the integral of [page 1](page:mutual-information#how-much-an-imperfect-critic-misses). Together

$$#nwj-variance \Var\,\mathrm{NWJ}=\frac{d\rho^2}{b}+\frac{e^{2I}-1}{n'} .$$

With $I$ in the exponent no batch is large enough for much information. At $I=${number(most, 0)}$ and $n'=${whole(optimal.one('params.referenceSize'))}$ it is ${scientific(nwjVarianceAt(optimal, most.value))}; the minibatches drawn there show ${number(atMost.one('result.values.nwj.variance'), 0)}, since the few that would carry the rest are too rare to meet.

*DV* at $\log r$ reads $\frac1b\sum\log r-\log D$ with $D=\frac1{n'}\sum r$. As $\E D=1$, Jensen's inequality has $\E[-\log D]\ge0$: the mean is above $I$, by

$$#dv-bias \E[-\log D]\approx\frac{\Var_Qr}{2n'}=\frac{e^{2I}-1}{2n'}$$

while that is small, and by about what $-\log$ of a typical small $D$ is where it is not. At $I=${number(most, 0)}$ the mean is ${number(atMost.one('result.values.dv.mean'), 2)}. So DV bounds $I$ from below for a fixed critic and exact means, and *no longer* on a minibatch. *InfoNCE* reads ${number(atMost.one('result.values.infonce.mean'), 2)} there, below $\log b=${number(logBatch)}$.

${chart(minibatchValuesChart(optimal))}

${verdicts(optimal)}

## Exercises

1. Derive the conjugates of $u\log u$, $-\log u$ and $(u-1)^2$, and the optimal critic of each.
2. Show that @nwj follows from DV by $\log v\le v/e$, and @tuba from $\log v\le v/a+\log a-1$. Draw these lines and the logarithm.
3. Show that @nwj-variance is at least $(e^{2I}-1)/n'$ for every law: that $\Var_Qr\ge e^{2I}-1$, by Jensen's inequality.
4. Which constant must be added to a critic that was trained with DV, so that NWJ reads as much as DV? Can it be computed from the training pairs?
`;
  },
};
