import { equitabilityChart } from '../charts/equitability.ts';
import { seedMeans } from '../charts/estimates.ts';
import { runsOf } from '../charts/single-runs.ts';
import { threeNumbersChart } from '../charts/three-numbers.ts';
import { trainingCurvesChart } from '../charts/training-curves.ts';
import { number, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { text } from '../site/text.ts';
import { verdicts } from '../site/verdicts.ts';

export const algorithm: LecturePage = {
  id: 'algorithm',
  title: 'MINE: the algorithm',
  summary:
    'A network for the critic, minibatches for the means, and a protocol that decides what the number at the end is worth.',
  experiments: ['gaussian-rho', 'lecture-runs', 'equitability'],
  write({ records, chart }) {
    const gaussian = records('gaussian-rho');
    const equitable = records('equitability');
    const runs = records('lecture-runs');
    const twenty = gaussian.where({ dimension: 20 });
    const mine = twenty.where({ estimator: 'mine', rho: 0.5 });
    const mean = (estimator: string, rho: number) =>
      seedMeans(twenty.where({ kind: 'neural' })).find((one) => one.estimator === estimator && one.rho === rho)!;
    const fresh = runsOf(runs, 'normal pair, read on fresh pairs').where({ estimator: 'mine' });
    const alone = runsOf(runs, 'normal pair, the sample alone').where({ estimator: 'mine' });
    const usual = runsOf(runs, 'mixture, weights of usual size').where({ estimator: 'mine' });
    const small = runsOf(runs, 'mixture, small weights');
    const { components } = JSON.parse(String(usual.rows[0].taskOptions)) as {
      components: { covariance: number[][] }[];
    };
    const correlation = { value: components[0].covariance[0][1], source: 'reports/lecture-runs: taskOptions' };
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

The protocol of this repository therefore cuts the data into three disjoint parts, for training, selection and evaluation; it stops early on the second and touches the third once.

## Two examples, ten runs each

The first is a normal pair with $\rho=${number(fresh.one('rho'))}$, of which $I=${number(fresh.one('truth'), 4)}$, and a sample of ${whole(fresh.one('n'))} pairs to train on. The critic has two hidden layers of a hundred units. Read on fresh pairs, of which there is no end here, MINE's mean over ${whole(fresh.count)} samples is ${number(fresh.mean('nats'))}, with a standard error
of about ${number(fresh.mean('standardError'))} in each run. Who has nothing but the sample must take the selection and the evaluation out of it: then the mean is ${number(alone.mean('nats'))}, but the standard error of a single run ${number(alone.mean('standardError'))}. The price is paid in certainty.

The second is a mixture: half of the pairs have the correlation ${number(correlation, 1)}, half of them the opposite. $X$ and $Y$ are both standard normal and uncorrelated, and $I=${number(usual.one('truth'), 4)}$. Here the gradient has little to begin with. At $t=0$ the derivative of DV in the direction of a function $s$ is $\E_Ps-\E_Qs$, which is zero for all $s=\alpha(x)+\beta(y)$ because the marginals agree,
and for $s=xy$ because there is no correlation. The first products that tell $P$ from $Q$ are $x^2y^2$, of the fourth degree. A network of exponential linear units whose weights start very small is nearly linear and sees none of them: what it sees is $\mathrm{DV}(\alpha x+\beta y)=-\tfrac12(\alpha^2+\beta^2)$, which draws it to zero. There it rests, on a saddle, until its small bends have grown; in some runs they do not.

${chart(threeNumbersChart(runs))}

On ${whole(usual.one('n'))} pairs of the mixture the last minibatches of MINE say ${number(usual.mean('minibatchAverage'))} on average, more than there is; the largest value on the selection part is ${number(usual.mean('maxOverSelection'))}, and the evaluation reads ${number(usual.mean('nats'))}. From small weights it reads ${number(small.mean('nats'))} on average; runs that had not left the saddle when the training ended are in the mean. The claims of the experiment, with their verdicts:

${verdicts(runs)}

## In twenty dimensions

In the runs below every minibatch is drawn anew, in batches of
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
