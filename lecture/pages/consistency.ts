import { mean } from '@minebench/core';
import { measuredSampleSize, sufficientPairs } from '@minebench/report';
import { overfittingChart } from '../charts/overfitting.ts';
import { samplePaths, samplePathsChart } from '../charts/sample-paths.ts';
import { number, scientific, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { closedForm, derived } from '../site/records.ts';
import { text } from '../site/text.ts';
import { verdicts } from '../site/verdicts.ts';

const setting = { weights: 10_501, epsilon: 0.1, delta: 0.05 };

/** Pairs that theorem 3 of MINE asks for. */
const theorem = (asked: typeof setting) =>
  closedForm(
    sufficientPairs(asked),
    `2M²(d log(16KL√d/ε) + 2dM + log(2/δ))/ε² at M = K = L = 1, d = ${asked.weights}, ε = ${asked.epsilon}, δ = ${asked.delta}`,
  );

const given = (value: number) => ({ value, source: 'a parameter of the example or of the records' });

export const consistency: LecturePage = {
  id: 'consistency',
  title: 'Consistency, and what it does not promise',
  summary:
    'What is proved about the estimate as the sample grows, in which sense, how large a sample the proof asks for, and how a network overfits.',
  experiments: ['consistency-of-the-estimate'],
  write({ records, chart }) {
    const all = records('consistency-of-the-estimate');
    const runs = all.where({ task: 'gaussian' });
    const { paths, errors } = samplePaths(all);
    const [smallest, largest] = [errors[0], errors[errors.length - 1]];
    const rmse = ({ pairs, rmse }: (typeof errors)[number]) => ({
      value: rmse,
      source: `reports/${all.experiment}: error, root mean square over ${paths.length} samples of ${pairs} pairs`,
    });
    const here = { ...setting, weights: runs.one('parameters').value };
    const enough = measuredSampleSize(paths, here.epsilon, here.delta);
    if (enough === null) throw new Error(`reports/${all.experiment}: no size is enough for ε = ${here.epsilon}`);
    const measured = {
      value: enough,
      source: `reports/${all.experiment}: smallest size from which on a share 1 − δ of ${paths.length} samples stays within ε = ${here.epsilon}`,
    };
    const memorized = all.where({ task: 'independence' });
    const ends = memorized.rows.map(({ selectionNats }) => (selectionNats as number[]).at(-1)!);
    const lastLook = {
      value: mean(ends),
      source: `reports/${all.experiment}: selectionNats at the last step, mean of ${ends.length}, task independence`,
    };
    return text`
## Two senses

Let $\hat I_n$ be the estimate from $n$ pairs: the supremum over $\theta\in\Theta$ of DV with empirical means,

$$#estimate \hat I_n=\sup_{\theta\in\Theta}\Big\{\E_{P_n}t_\theta-\log\E_{Q_n}e^{t_\theta}\Big\}.$$

- It is **weakly consistent** if for every $\varepsilon>0$ the probability of $|\hat I_n-I|>\varepsilon$ tends to zero: at any one large $n$ the estimate is probably good.
- It is **strongly consistent** if with probability one the sequence converges: for almost every infinite sequence of data and every $\varepsilon>0$ there is an $N$ such that $|\hat I_n-I|\le\varepsilon$ for *all* $n\ge N$.

The second is stronger, since it forbids even rare excursions from recurring for ever. Two slips are frequent. The statement needs $\varepsilon>0$; with $\varepsilon\ge0$ it would say that the estimate is exact from some $n$ on. And it needs "almost surely": there are sequences of data, of probability zero, on which every estimator fails.

To see the difference, look not at $|\hat I_n-I|$ but at $\sup_{m\ge n}|\hat I_m-I|$ along one growing sample. Weak consistency says nothing about it; strong consistency says that it falls to zero.

## Two errors

The network is one error, the sample another:

$$#two-errors |\hat I_n-I|\ \le\ \underbrace{|I-I_\Theta|}_{\text{approximation}}+\underbrace{|I_\Theta-\hat I_n|}_{\text{estimation}},\qquad I_\Theta=\sup_{\theta\in\Theta}\mathrm{DV}(t_\theta).$$

> **Lemma 1** (approximation). For every $\eta>0$ there are a network and a compact set $\Theta$ of weights with $|I-I_\Theta|\le\eta$.

Let first $t^\ast=\log r$ be bounded, $|t^\ast|\le M$, with $\E_Qe^{t^\ast}=1$. For any critic $t$

$$I-\mathrm{DV}(t)=\E_P[t^\ast-t]+\log\E_Qe^{t}\ \le\ \E_P|t^\ast-t|+\E_Q\big[e^{t}-e^{t^\ast}\big],$$

because $\log u\le u-1$. Networks with one hidden layer are dense in $L^1(P+Q)$, and may be cut off at $\pm M$, where the exponential is $e^{M}$-Lipschitz. So some $t_\theta$ makes the right side at most $(1+e^{M})\,\E_{P+Q}|t^\ast-t_\theta|\le\eta$. If $t^\ast$ is not bounded, cut it off first, as in the proof of [page 1](page:mutual-information#second-step-some-critic-reads-enough).

> **Lemma 2** (estimation). If $\Theta$ is compact, $t_\theta(x,y)$ continuous in $\theta$ and $|t_\theta|\le M$, then $\hat I_n\to I_\Theta$ almost surely.

A supremum changes by no more than the functions do, so that

$$|I_\Theta-\hat I_n|\ \le\ \sup_\theta\big|\E_Pt_\theta-\E_{P_n}t_\theta\big|+e^{M}\sup_\theta\big|\E_Qe^{t_\theta}-\E_{Q_n}e^{t_\theta}\big| ,$$

where $\log$ is $e^{M}$-Lipschitz on the interval $[e^{-M},e^{M}]$ that holds both means. For each $\theta$ both differences go to zero almost surely by the law of large numbers (for reference pairs out of the same sample, by the one for U-statistics). They do so uniformly: around each $\theta$ there is a neighbourhood in which $t$ varies by less than $\eta$ in the mean, by continuity and dominated convergence; finitely many
such neighbourhoods cover the compact $\Theta$; and finitely many limits hold at once.

> **Theorem.** With a network and weights that are large enough for $\varepsilon$, almost surely $|\hat I_n-I|\le\varepsilon$ for all $n$ beyond some $N$.

It follows from the lemmas with $\eta=\varepsilon/2$. Note the order of the quantifiers: the network is chosen for $\varepsilon$. A fixed network is consistent for $I_\Theta$, not for $I$. And $\hat I_n$ is the exact supremum; nothing is said of what gradient ascent finds.

## How large a sample

Make the covering explicit. Let $\Theta\subset\mathbb R^d$ have all $\|\theta\|\le K$, and let $t_\theta$ be $L$-Lipschitz in $\theta$ and bounded by $M$. Balls of radius $\eta$ that cover $\Theta$ number at most $(2K\sqrt d/\eta)^d$; at each centre Hoeffding's inequality bounds the probability of a deviation; the sum of these probabilities must not exceed $\delta$. The result of Belghazi and others is

$$#theorem-3 n\ \ge\ \frac{2M^2\big(d\log(16KL\sqrt d/\varepsilon)+2dM+\log(2/\delta)\big)}{\varepsilon^2}\quad\Longrightarrow\quad\Pr\big(|\hat I_n-I_\Theta|\le\varepsilon\big)\ge1-\delta .$$

The logarithm of the number of balls is the first term in the bracket; the second, $2dM$, is the price of the exponential. Put numbers in: with $M=K=L=1$, $d=${whole(given(setting.weights))}$ weights, $\varepsilon=${number(given(setting.epsilon), 1)}$ and $\delta=${number(given(setting.delta), 2)}$ it asks for
${scientific(theorem(setting))} pairs. The bound is of use for the rate that it shows, $n\propto d\log d/\varepsilon^2$, and not for choosing $n$.

In the experiment below, where $I$ is ${number(runs.one('truth'), 4)}, half of the pairs train, a quarter decides when to stop and a quarter is read. The root mean square of the error falls from ${number(rmse(smallest))} at ${whole(given(smallest.pairs))} pairs to
${number(rmse(largest))} at ${whole(given(largest.pairs))}. Its critic has ${whole(runs.one('parameters'))} weights, for which the theorem asks for ${scientific(theorem(here))} pairs. What is measured: from ${whole(measured)} pairs on at least a share $1-\delta$ of ${whole(given(paths.length))} samples stays within $\varepsilon$, which with so few means all of them, over the sizes that were tried. The two are not of
the same thing: the theorem holds for every law that its constants admit and for the exact supremum, the measurement for this one and for what training found; between them stand ${number(derived(Math.log10(theorem(here).value / measured.value), 'decimal logarithm of the ratio', theorem(here), measured), 1)} powers of ten.

${chart(samplePathsChart(all))}

${verdicts(all, 'the error falls')}

## Overfitting

Compactness and the bound $M$ are what keeps $\hat I_n$ from running away. Without them a network can be made as sure as it likes: by [page 4](page:resampling#two-limits-that-a-sample-has) the supremum on a sample is infinite for fixed references, and $\log n$ for all pairs, on *independent* variables too. Trained with all pairs on a
sample that is small, the value on the sample climbs towards $\log n$, while the value of the same critic on fresh pairs falls far below zero. That it cannot climb higher has a short proof: the $n$ joint pairs are among the $n^2$ references, so that $\E_{Q_n}e^{t}\ge\frac1n\E_{P_n}e^{t}\ge\frac1ne^{\E_{P_n}t}$ by Jensen's inequality, and
$\mathrm{DV}\le\log n$. In ${whole(memorized.count)} runs with $n=${whole(memorized.one('n'))}$ rows in twenty and twenty dimensions the critic that was kept, the one of the step at which other pairs spoke best of it, reads ${number(memorized.mean('nats'))} on fresh pairs, on average; the one of the last step would have read
${number(lastLook, 1)}, where zero is true.

${chart(overfittingChart(all))}

${verdicts(all, 'on all pairs', 'on pairs it has not seen')}

So the value on the training pairs is no estimate at all; the value on other pairs is, and is a lower bound. But there is a limit to that as well: no lower bound on the mutual information that holds for every law, with high confidence and from $N$ samples, can exceed a multiple of $\log N$ (McAllester and Stratos). Whoever reads twenty nats off a thousand
pairs has assumed something about the law.

## Exercises

1. Give a sequence of random variables that tends to zero in probability and almost surely does not.
2. In lemma 1, where is $\E_Qe^{t^\ast}=1$ used? What if $t^\ast=\log r+c$?
3. Show that $\hat I_n\ge0$ if the zero function is among the critics. Is $\hat I_n$ then biased upwards for independent variables?
`;
  },
};
