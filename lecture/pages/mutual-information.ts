import { gaussianMi, seedMeans } from '../charts/estimates.ts';
import { gibbsGapChart } from '../charts/gibbs-gap.ts';
import { miAgainstRhoChart } from '../charts/mi-against-rho.ts';
import { gibbsGap, scaledCritics } from '../charts/scaled-critics.ts';
import { number, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { text } from '../site/text.ts';

export const mutualInformation: LecturePage = {
  id: 'mutual-information',
  title: 'Mutual information as a supremum',
  summary: 'What is to be estimated, and the formula of Donsker and Varadhan with its proof in two steps.',
  experiments: ['imperfect-critics', 'gaussian-rho'],
  write({ records, chart }) {
    const imperfect = records('imperfect-critics');
    const rho = 0.8;
    const half = scaledCritics(imperfect, rho).find(({ scale }) => scale === 0.5)!;
    const oneDimension = records('gaussian-rho').where({ dimension: 1 });
    const at = (estimator: string) =>
      seedMeans(oneDimension).find((one) => one.estimator === estimator && one.rho === rho)!;
    return text`
## What is to be estimated

Let $X$ and $Y$ be random variables with joint law $P=P_{XY}$, and let $Q=P_X\otimes P_Y$ be the law that they would have if they were independent with the same marginals. Where $P$ has a density with
respect to $Q$, call it $r=dP/dQ$. The **mutual information** is the Kullback–Leibler divergence of $P$ from $Q$,

$$#definition I(X;Y)=\KL{P}{Q}=\E_P\log r ,$$

and it is $+\infty$ where $P$ has no density with respect to $Q$. With densities or probabilities it is a difference of entropies,

$$#entropies I(X;Y)=H(X)-H(X\mid Y)=H(Y)-H(Y\mid X),\qquad H(X\mid Y)=\E_P\Big[-\log\frac{p(x,y)}{p(y)}\Big].$$

In the conditional entropy the joint density is above and the marginal below; lecture notes that have the fraction the other way round define minus the conditional entropy.

Three properties are used throughout.

- It is never negative, and zero only for independent variables. By Jensen's inequality $-\E_P\log r=\E_P\log\tfrac1r\le\log\E_P\tfrac1r\le 0$, with equality only where $r$ is constant, so $P=Q$.
- One-to-one maps of $X$ alone or of $Y$ alone do not change it, since $r$ at the image of a point is $r$ at the point.
- Nothing that is done to $Y$ alone can raise it: $I(X;g(Y))\le I(X;Y)$.

## An example that can be computed

Let $X$ and $Y$ be standard normal with correlation $\rho$. Then

$$\log r(x,y)=-\tfrac12\log(1-\rho^2)-\frac{x^2-2\rho xy+y^2}{2(1-\rho^2)}+\frac{x^2+y^2}{2}.$$

Under $P$ the numerator $x^2-2\rho xy+y^2$ has the mean $2-2\rho^2$, so the second term has the mean $-1$; the third has the mean $1$. They cancel, and

$$#gaussian I(X;Y)=-\tfrac12\log(1-\rho^2).$$

With $d$ independent pairs of components it is $d$ times as much. At $\rho=${number({ value: rho, source: 'parameter of the records shown' }, 1)}$ in one dimension it is ${number(gaussianMi(rho, 1))} nats. Networks
trained on ${whole(oneDimension.where({ estimator: 'dv' }).one('n'))} pairs by the methods of the next pages read ${number(at('dv').nats)} (DV), ${number(at('mine').nats)} (MINE) and
${number(at('mine-f').nats)} (MINE-f) on fresh pairs, means of ${whole(oneDimension.where({ rho, estimator: 'dv' }).count)} seeds.

${chart(miAgainstRhoChart(records('gaussian-rho')))}

## The formula of Donsker and Varadhan

The definition asks for $r$, which nobody knows who has only samples. The following says that one need not know it: a search over functions $t(x,y)$, called *critics*, finds it.

> **Theorem** (Donsker and Varadhan). $$#dv \KL{P}{Q}=\sup_t\ \Big\{\E_P t-\log\E_Q e^{t}\Big\},$$ where $t$ runs over all bounded measurable functions, or over all $t$ for which both means exist and $\E_Q e^t$ is finite.

Write $\mathrm{DV}(t)$ for the expression in braces. Both of its means are over laws from which one can draw: pairs as they come from $P$, and pairs whose parts do not belong together from $Q$.

### First step: no critic reads too much

Fix a critic $t$ with $\E_Q e^t<\infty$ and let it define a probability law of its own, the **Gibbs law** $G_t$ whose density with respect to $Q$ is

$$#gibbs \frac{dG_t}{dQ}=\frac{e^{t}}{\E_Q e^{t}}.$$

It is positive, and its mean under $Q$ is one, so it is a density. Take its logarithm: $\log\frac{dG_t}{dQ}=t-\log\E_Qe^t$. The second term is a number, so that the mean under $P$ is

$$#as-gibbs \E_P\log\frac{dG_t}{dQ}=\E_P t-\log\E_Q e^{t}=\mathrm{DV}(t).$$

If $\KL PQ$ is infinite there is nothing to show. Otherwise subtract @as-gibbs from @definition. As $G_t$ and $Q$ have the same null sets, $P$ has the density $\frac{dP}{dQ}\big/\frac{dG_t}{dQ}$ with respect to $G_t$, and

$$#gap \KL PQ-\mathrm{DV}(t)=\E_P\Big[\log\frac{dP}{dQ}-\log\frac{dG_t}{dQ}\Big]=\E_P\log\frac{dP}{dG_t}=\KL{P}{G_t}\ \ge\ 0 .$$

So $\mathrm{DV}(t)\le\KL PQ$ for every critic, and what is missing has a name: it is the divergence of $P$ from the law that the critic believes in.

### Second step: some critic reads enough

By @gap nothing is missing where $G_t=P$, that is, where $e^t$ is proportional to $r$:

$$#optimal t^\ast=\log r+c\qquad\text{for any constant }c .$$

If $\log r$ is bounded this critic is allowed, and the proof is complete. If not, cut it off: let $t_k=\min(\max(\log r,-k),k)$.

- *The mean under $Q$.* Here $e^{t_k}\le r+1$, which has a finite mean under $Q$, and $e^{t_k}\to r$. By dominated convergence $\E_Qe^{t_k}\to\E_Qr=1$, and its logarithm tends to zero.
- *The mean under $P$.* The negative part of $\log r$ has a finite mean under $P$, at most $1/e$, because $\E_P(\log r)^-=\E_Q\,r(\log r)^-$ and $u\log\tfrac1u\le 1/e$. So dominated convergence serves the negative parts
  and monotone convergence the positive ones: $\E_Pt_k\to\E_P\log r$.

Together $\mathrm{DV}(t_k)\to\KL PQ$. Lastly, where $P$ has no density with respect to $Q$ there is a set $A$ with $Q(A)=0<P(A)$, and $t=k\,1_A$ gives $\mathrm{DV}(t)=k\,P(A)$, which grows without end, as it must. $\blacksquare$

## How much an imperfect critic misses

For the normal pair every step can be followed in closed form. Take the critic $t=s\log r$, which is optimal at $s=1$. A Gaussian integral gives

$$\E_Q r^{s}=(1-\rho^2)^{(1-s)/2}\,\big(1-\rho^2(1-s)^2\big)^{-1/2},$$

so that with @gaussian the gap @gap is

$$#scaled \KL{P}{G_t}=-\tfrac12\log\big(1-\rho^2(1-s)^2\big).$$

It is of the second order in $1-s$: near the optimum a critic that is a little wrong costs very little, which is why networks do well here. At half the optimal critic and $\rho=${number({ value: rho, source: 'parameter of the records shown' }, 1)}$, DV reads
${number(half.dv)} on ${whole(imperfect.one('params.n'))} pairs where the mutual information is ${number(half.truth)}; the formula @scaled says that ${number(gibbsGap(rho, 0.5))} are missing.

${chart(gibbsGapChart(imperfect))}

The claim that every recorded value agrees with @scaled, where $e^t$ has a variance: **${{ html: imperfect.verdict('DV at a scaled critic').verdict }}**. ${{ html: imperfect.verdict('DV at a scaled critic').detail }}

## Exercises

1. Show that $\mathrm{DV}(t+c)=\mathrm{DV}(t)$ for every constant $c$, from the definition and again from @gap.
2. Show that DV is a concave functional of $t$. (Its second term is a log of a mean of exponentials.)
3. Let $t$ be zero on half of the space and $\log r$ on the rest. Which law is $G_t$?
`;
  },
};
