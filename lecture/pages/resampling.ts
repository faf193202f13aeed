import { expectedDistinct } from '@minebench/report';
import { capChart } from '../charts/cap.ts';
import { coverageChart } from '../charts/coverage.ts';
import { pairGridChart } from '../charts/pair-grid.ts';
import { number, percent, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { closedForm } from '../site/records.ts';
import { text } from '../site/text.ts';
import { verdicts } from '../site/verdicts.ts';

const given = (value: number) => ({ value, source: 'a parameter of the records shown' });

/** Different pairs to be expected among n' draws out of n^2. */
const expectedPairs = (n: number, size: number) =>
  closedForm(expectedDistinct(n, size), `n²(1 − (1 − n⁻²)^n′) at n = ${n}, n′ = ${size}`);

export const resampling: LecturePage = {
  id: 'resampling',
  title: 'Reference samples: resampling and n′',
  summary:
    'How pairs from the product of the marginals are made out of joint pairs, what law they really have, and an exercise answered.',
  experiments: ['resampling'],
  write({ records, chart }) {
    const all = records('resampling');
    const draws = all.where({ procedure: 'resampling', 'params.n': 100, 'params.references.mode': 'replace' });
    const read = (size: number) => draws.where({ 'params.references.size': size }).mean('result.distinct.mean');
    const fixed = draws.where({ 'params.references.size': 5000 }).mean('result.fixedPoints.mean');
    const trained = all.where({ procedure: 'reference-law', 'params.estimator.bound.id': 'mine' });
    const most = trained.largest('result.truth.nats');
    const atMost = (mode: string, path: string) =>
      trained.where({ 'params.references.mode': mode, 'result.truth.nats': most.value }).mean(`result.${path}`);
    return text`
## The second sample that nobody has

Every bound so far has a mean over $Q=P_X\otimes P_Y$. Data come from $P$: $n$ independent pairs $(X_1,Y_1),\dots,(X_n,Y_n)$. Reference pairs are made out of them by pairing rows that do not belong together,

$$(\bar X_k,\bar Y_k)=(X_{J_k},Y_{K_k}),\qquad k=1,\dots,n'.$$

- **Shuffle**: $J_k=k$ and $K$ a random permutation. No row is used twice; $n'\le n$.
- **Derange**, or **shift**: a permutation without a fixed point, $K_k\ne k$.
- **With replacement**: $J_k$ and $K_k$ independent and uniform on $1,\dots,n$. Any $n'$ is possible, and $n'>n$ is what it is for. (Notes that write $n>n'$ there have the letters the wrong way round.)
- **All pairs**: every $(j,k)$, with or without the diagonal; $n^2$ or $n^2-n$ of them.

## An exercise, answered

*A sample of $n$ pairs is resampled with replacement into $n'$ reference pairs. (a) Which law has one of them? (b) Are they independent? Identically distributed? (c) How many different ones are there? (d) What is gained by a large $n'$?*

### (a) The law of one reference pair

With probability $1/n$ the two indices agree, and the pair is $(X_J,Y_J)$, a joint pair with law $P$. Otherwise $X_J$ and $Y_K$ come from independent rows, and the pair has the law $Q$. So

$$#mixture (\bar X_k,\bar Y_k)\ \sim\ \tfrac1n\,P+\big(1-\tfrac1n\big)\,Q .$$

A shuffled pair has the same law, since a random permutation maps $k$ to itself with probability $1/n$. The number of fixed points of a whole permutation has the mean one whatever $n$ is, and it is zero with probability close to $1/e$. A derangement has none: its pairs have exactly the law $Q$.

What counts as $n$ is the pool that indices are drawn from. Shuffled inside a minibatch of $b$ rows, a fraction $1/b$ of the pairs are joint pairs, however large the sample is.

### (b) Identically distributed, but not independent

By @mixture all of them have one law. But two of them may share a row: with replacement $J_1=J_2$ has probability $1/n$, and then both have the same first part, so that $\Cov(f(\bar X_1),f(\bar X_2))=\frac1n\Var f(X)$. They are independent *given the sample*; they are not independent otherwise, unless $n'=1$. Shuffled pairs are not even independent given the sample.

### (c) How many different pairs there are

There are $n^2$ pairs of rows, and a given one is missed by all draws with probability $(1-n^{-2})^{n'}$. The expected number of different ones is

$$#coverage n^2\Big(1-(1-n^{-2})^{n'}\Big)\ \approx\ n'\quad\text{for}\quad n'\ll n^2 .$$

With $n=${whole(given(100))}$ rows, ${whole(given(2000))} draws hold ${number(read(2000), 0)} different pairs on average where ${number(expectedPairs(100, 2000), 0)} are expected, and ${whole(given(5000))} draws
${number(read(5000), 0)} where ${number(expectedPairs(100, 5000), 0)} are; a fraction ${percent(fixed)} of the ${whole(given(5000))} are joint pairs.

### (d) What a large n′ buys

Let $h=e^{t}$ and $\hat M$ be its mean over the reference pairs, drawn with replacement. Given the sample, its mean is $V=\frac1{n^2}\sum_{j,k}h(X_j,Y_k)$, which no number of draws can better. The law of total variance gives

$$#two-variances \Var\hat M=\Var V+\frac1{n'}\,\E\big[\Var(h(X_J,Y_K)\mid\text{sample})\big]\ \approx\ \frac{\zeta}{n}+\frac{\Var_Qh}{n'},$$

where $\zeta=\Var_P[\alpha(X)+\beta(Y)]$ with the means $\alpha(x)=\E\,h(x,Y)$ and $\beta(y)=\E\,h(X,y)$ over the marginals. (To first order in $n^{-1/2}$ the average $V$ deviates from its mean as $\frac1n\sum_i[\alpha(X_i)+\beta(Y_i)]$ does; $X_i$ and $Y_i$ are of one row, so that their covariance under $P$ belongs to $\zeta$.) A large $n'$ takes away the second term. The first
is the data's, and stays. At the optimal critic $h=r$ both conditional means are one, so that $\zeta=0$: near the optimum the second term is all there is, and $n'\gg n$ helps more than one would think.

${chart(pairGridChart(all))}

${chart(coverageChart(all))}

${verdicts(all, 'a share 1/n', "n' draws")}

## What fixed points cost

Train with references that are shuffled inside batches of $b$, fixed points and all. Then the second mean is taken under $Q_b=\frac1bP+(1-\frac1b)Q$, and by the theorem of [page 1](page:mutual-information) the supremum is no longer $I$ but the divergence of $P$ from $Q_b$:

$$#cap C_b=\E_P\log\frac{dP}{dQ_b}=-\E_P\log\Big[\frac1b+\big(1-\tfrac1b\big)\frac1r\Big]\ \le\ \log b .$$

The inequality holds because the bracket is at least $1/b$. Where $r$ is large, that is, where there is much information, the bracket is close to $1/b$ and the cap bites: no critic, however good, can be credited with more than $\log b$ under that law.

With ${number(most, 0)} nats in twenty dimensions and $b=${whole(trained.one('params.batchSize'))}$ the cap is ${number(atMost('shuffle', 'cap.nats'), 2)}. Critics that MINE trained there on shuffled references read
${number(atMost('shuffle', 'evaluation.nats'), 2)} on the law of their references, and ${number(atMost('shift', 'evaluation.nats'), 2)} where they were trained on shifted ones, whose law is $Q$ itself. These critics are bilinear, $t=x^\top Wy$ with linear terms and a constant. The squares of $\log r$ they lack, so that they fall short of $I$ under $Q$ too. The best critic for $Q_b$ is
$\log\frac{dP}{dQ_b}$, which levels off at $\log b$ where $r$ is large; a bilinear one cannot level off, and stays well below the cap.

${chart(capChart(all))}

${verdicts(all, 'trained on shuffled references', 'from I = 4 on a shift')}

The remedy costs nothing: derange, or shift the rows by a random distance. The same care is due at the evaluation, where a sample's own diagonal sneaks in again.

A minibatch's value is another matter. A permutation of $b$ rows has no fixed point in about $1/e$ of the batches, and nothing caps a logarithm of a mean over few pairs: on a minibatch DV can read more than $C_b$, and more than $I$. Nor is it what the critic is worth: at the end of the training on shifted references above the minibatches of
MINE read ${number(atMost('shift', 'minibatchAverage'), 2)}, and the critics that the selection kept read ${number(atMost('shift', 'evaluation.nats'), 2)} on fresh pairs.

## Two limits that a sample has

Let the critic be any function at all, and fit it to one sample whose points are all different.

- *Fixed references among which no joint pair is.* Put $t=\lambda$ on the $n$ joint pairs and zero elsewhere. Then $\E_{P_n}t=\lambda$ while the mean of $e^{t}$ over the references is one: DV is $\lambda$, without end.
- *All $n^2$ pairs.* The empirical laws are uniform on $n$ points and on $n^2$ points that hold them, so that the supremum is the divergence $\log\frac{1/n}{1/n^2}=\log n$, whatever the truth is.

Both are reached by networks that are large enough and trained for long enough, on independent variables too. It is why training must be stopped on other pairs than it sees ([page 7](page:consistency)).

## Exercises

1. Derive the probability that a random permutation of $b$ has no fixed point by inclusion and exclusion.
2. Show @two-variances, and what becomes of it for a derangement.
3. Compute $C_b$ for $r$ that takes only the values zero and $m$. When is it $\log b$ up to a factor?
`;
  },
};
