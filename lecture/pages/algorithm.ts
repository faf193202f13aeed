import { equitabilityChart } from '../charts/equitability.ts';
import { seedMeans } from '../charts/estimates.ts';
import { trainingCurvesChart } from '../charts/training-curves.ts';
import { number, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { text } from '../site/text.ts';

export const algorithm: LecturePage = {
  id: 'algorithm',
  title: 'MINE: the algorithm',
  summary:
    'A network for the critic, minibatches for the means, and a protocol that decides what the number at the end is worth.',
  experiments: ['gaussian-rho', 'lecture-studies'],
  write({ records, chart }) {
    const gaussian = records('gaussian-rho');
    const equitable = records('lecture-studies');
    const twenty = gaussian.where({ dimension: 20 });
    const mine = twenty.where({ estimator: 'mine', rho: 0.5 });
    const mean = (estimator: string, rho: number) =>
      seedMeans(twenty.where({ kind: 'neural' })).find((one) => one.estimator === estimator && one.rho === rho)!;
    const verdict = gaussian.verdict('20-D: the neural bounds find');
    const none = gaussian.verdict('20-D: at rho = 0.9');
    return text`
## From a supremum to a network

The theorem of [page 1](page:mutual-information#the-formula-of-donsker-and-varadhan) turns estimation into a search: make $\mathrm{DV}(t)$ large. Belghazi and others search among the functions $t_\theta(x,y)$ of a neural network with weights $\theta\in\Theta$,

$$#family I_\Theta(X;Y)=\sup_{\theta\in\Theta}\ \Big\{\E_Pt_\theta-\log\E_Qe^{t_\theta}\Big\}\ \le\ I(X;Y),$$

and replace the laws by those of a sample: $P$ by the empirical law $P_n$ of $n$ pairs, $Q$ by that of $n'$ reference pairs made from them ([page 4](page:resampling)). With a minibatch of $b$ pairs and $b'$ reference pairs at each step this is gradient ascent.

### The algorithm

1. Initialise the weights $\theta$; choose the weight $w\in(0,1]$ of a new batch.
2. Draw $b$ pairs $(x_i,y_i)$ out of the training part, and make $b'$ reference pairs $(\bar x_j,\bar y_j)$.
3. Compute $t_i=t_\theta(x_i,y_i)$ and $\bar t_j=t_\theta(\bar x_j,\bar y_j)$, and the batch's mean $m=\frac1{b'}\sum_je^{\bar t_j}$.
4. Update the moving average $\bar m\leftarrow(1-w)\,\bar m+w\,m$; in the first step $\bar m\leftarrow m$.
5. Ascend along $\displaystyle\hat g=\frac1b\sum_i\nabla_\theta t_i-\frac{1}{\bar m}\cdot\frac1{b'}\sum_je^{\bar t_j}\,\nabla_\theta\bar t_j$.
6. Repeat from 2 until the bound on the selection part no longer rises.
7. Read $\mathrm{DV}(t_\theta)$ on the evaluation part, once.

With $w=1$ the average is the batch's own mean and step 5 is the gradient of the minibatch's DV. Why $w<1$ is better is the subject of [page 6](page:gradient-bias). Replacing $\bar m$ by $e$ gives MINE-f, whose gradient needs no correction.

## In floating point

Critics reach values at which $e^{t}$ overflows, so nothing is exponentiated as it stands. With $t_{\max}=\max_j\bar t_j$,

$$\log m=t_{\max}+\log\frac1{b'}\sum_je^{\bar t_j-t_{\max}},\qquad \log\bar m\leftarrow\log\Big(e^{\log(1-w)+\log\bar m}+e^{\log w+\log m}\Big),$$

where the second is computed by the same device, and the weights of step 5 are $e^{\bar t_j-\log\bar m}$. The average lives in log space for the whole of the training. Two mistakes are common in published code: an average that starts at zero, so that the first gradients are far too large, and
an average whose new value is never stored, so that it is no average. Both run without an error and end with a number.

## What the number at the end is worth

Three numbers can be reported from one run, and they are not estimates of the same thing.

- *The running average of the minibatch bound*, which papers plot. It is computed on the pairs that the critic is being fitted to.
- *The largest value seen* on a test part. It is a maximum over many evaluations of one part, and the more there are, the larger it is.
- *The bound on an evaluation part* that neither the training nor the stopping has seen. Given the critic it is a mean and the logarithm of a mean over fresh pairs, and so it has a standard error.

Only the third is a lower bound up to its standard error, because for a critic that was fixed beforehand the theorem holds. With $m$ joint and $n'$ reference pairs, independent of each other, the delta method gives

$$#delta \mathrm{se}^2\approx\frac{\Var_P t}{m}+\frac{1}{n'}\cdot\frac{\Var_Q e^{t}}{(\E_Qe^{t})^2}.$$

The second term is where large information hurts. At the optimal critic it is $(e^{2I}-1)/n'$ for normal pairs: at ten nats no sample that fits into a computer makes it small. A sign of it in the data is one reference pair that carries most of $\sum_je^{\bar t_j}$.

The protocol of this repository therefore cuts the data into three disjoint parts, for training, selection and evaluation; it stops early on the second and touches the third once. In the runs below every minibatch is drawn anew, in batches of
${whole(mine.one('batchSize'))} pairs with references by derangement; the critic has ${whole(mine.one('parameters'))} weights.

${chart(trainingCurvesChart(twenty))}

At $\rho=1/2$ in twenty dimensions the truth is ${number(mine.one('truth'))}. On the evaluation part MINE reads ${number(mean('mine', 0.5).nats)}, DV ${number(mean('dv', 0.5).nats)} and MINE-f ${number(mean('mine-f', 0.5).nats)}, means of
${whole(mine.count)} seeds. The claim that the neural bounds are within their tolerance up to this correlation: **${{ html: verdict.verdict }}**. Move the slider to the largest correlation and the picture changes: the claim that no estimator comes within a tenth of the truth there: **${{ html: none.verdict }}**.

## What is measured

Mutual information is not a measure of how noisy a relation is. Let $X$ be uniform on $(-1,1)$ and $Y=f(X)+\sigma\varepsilon$ with standard normal $\varepsilon$. At one and the same $\sigma$ the information depends on $f$: the steeper $f$ is where $X$ lies, the more different values of $Y$ can be told apart. Twice the slope is half the noise, exactly,
$I(2x,\sigma)=I(x,\sigma/2)$. A figure in which an estimator gives equal values to all functions at equal noise shows an error of that estimator.

${chart(equitabilityChart(equitable))}

## Exercises

1. Derive @delta for $\E_Pt-\log\E_Qe^{t}$ from the variances of the two means.
2. Which of the three numbers above can exceed $I(X;Y)$ by more than a few standard errors, and why?
3. Write the weights of step 5 as a softmax for $w=1$. What is their sum? What is it for $w<1$?
`;
  },
};
