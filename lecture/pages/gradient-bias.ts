import { constantsAlongTraining, criticConstantChart } from '../charts/critic-constant.ts';
import { firstOrderBias, gradientBiasChart } from '../charts/gradient-bias.ts';
import { number, whole } from '../site/number.ts';
import type { LecturePage } from '../site/page.ts';
import { text } from '../site/text.ts';
import { verdicts } from '../site/verdicts.ts';

export const gradientBias: LecturePage = {
  id: 'gradient-bias',
  title: 'The bias of the gradient, and its correction',
  summary:
    'Why a minibatch climbs another objective than DV, by how much, and what a moving average does about it; and where the critic’s free constant goes.',
  experiments: ['gradient-bias'],
  write({ records, chart }) {
    const bias = records('gradient-bias');
    const scales = bias.distinct<number>('params.scale');
    const coefficient = (a: number, w = 1) => firstOrderBias(a, w);
    const drift = bias.where({ procedure: 'estimate' });
    const dv = drift.where({ estimator: 'dv' });
    const looks = constantsAlongTraining(bias);
    const last = (name: string) => looks.filter((one) => one.name === name).map(({ constant }) => constant.at(-1)!);
    const end = (name: string, of: 'least' | 'largest') => ({
      value: of === 'least' ? Math.min(...last(name)) : Math.max(...last(name)),
      source: `reports/${bias.experiment}: selectionConstant at the last step, ${of} of ${last(name).length}, ${name}`,
    });
    return text`
## A ratio of means

The gradient of $\mathrm{DV}(t_\theta)=\E_Pt_\theta-\log\E_Qe^{t_\theta}$ is

$$#gradient \nabla\mathrm{DV}=\E_P\nabla t-\frac{\nu}{M},\qquad \nu=\E_Q\big[e^{t}\nabla t\big],\quad M=\E_Qe^{t}.$$

A minibatch estimates $\nu$ by $N=\frac1{n'}\sum_je^{t_j}\nabla t_j$ and $M$ by $D=\frac1{n'}\sum_je^{t_j}$. Each is unbiased; their ratio is not. Write $N=\nu+\delta_N$ and $D=M+\delta_D$ and expand the ratio to the second order,

$$\frac ND=\frac{\nu}{M}+\frac{\delta_N}{M}-\frac{\nu\,\delta_D}{M^2}-\frac{\delta_N\delta_D}{M^2}+\frac{\nu\,\delta_D^2}{M^3}+\dots$$

The terms of the first order have the mean zero. For independent reference pairs $\E\,\delta_N\delta_D=c/n'$ and $\E\,\delta_D^2=v/n'$ with $c=\Cov_Q(e^t\nabla t,e^t)$ and $v=\Var_Qe^{t}$. The ratio enters the gradient with a minus, so that

$$#bias \E\hat g-\nabla\mathrm{DV}=\frac1{n'}\left[\frac{c}{M^2}-\frac{\nu\,v}{M^3}\right]+O\big(n'^{-2}\big).$$

## Which objective is climbed instead

The minibatch gradient is the gradient of the minibatch's own value, so its mean is the gradient of the mean value: $\E\hat g=\nabla\,\E\big[\tfrac1b\sum t_i-\log D\big]$. And

$$#climbed \E[-\log D]=-\log M+\frac{v}{2n'M^2}+\dots$$

Ascent on minibatches therefore climbs $\mathrm{DV}(t)+\frac{v}{2n'M^2}$, with $v=\Var_Qe^t$ and $M=\E_Qe^t$. The second term rewards a critic whose $e^{t}$ is spread out, one that bets on few reference pairs, and its gradient is @bias exactly: since $\nabla v=2c$ and $\nabla M=\nu$,

$$\nabla\frac{v}{2M^2}=\frac{c}{M^2}-\frac{v\,\nu}{M^3}.$$

This settles a claim that circulates. A small learning rate averages the *noise* of many steps; it cannot take away what all of them have in common. With whatever learning rate, ascent settles where $\E\hat g=0$, which is not where $\nabla\mathrm{DV}=0$.

## A moving average in the denominator

MINE divides by an average over batches instead, $\bar D_k=(1-w)\bar D_{k-1}+w\,D_k$. If the critic stands still, $\bar D_k-M=\sum_{j\ge0}w(1-w)^j\,\delta_{D,k-j}$. Only the newest term shares its batch with $N_k$, and the squares of the weights have the sum $w^2/(1-(1-w)^2)=w/(2-w)$, so that

$$\E\,\delta_N\delta_{\bar D}=w\,\frac{c}{n'},\qquad \E\,\delta_{\bar D}^2=\frac{w}{2-w}\cdot\frac{v}{n'},$$

and the bias becomes

$$#corrected \frac1{n'}\left[w\,\frac{c}{M^2}-\frac{w}{2-w}\cdot\frac{\nu\,v}{M^3}\right].$$

It goes to zero with $w$. The price is that the critic does not stand still: an average over the last $1/w$ batches belongs to critics of the past. It is the same gradient that TUBA has with $a=\bar D$ ([page 3](page:f-divergences#a-baseline)), which is a lower bound for every $a$: an average that lags makes the bound looser, not wrong.

Two details decide whether it works. The average must start with the first batch, or be divided by the weight $1-(1-w)^k$ that it has so far; one that starts at zero multiplies the first gradients by up to $1/w$. And its new value must be stored: an average whose update is dropped stays the first batch's for ever.

## A case that can be computed

Let $t=a\,x\,y$ with one weight $a$, on independent standard normal $x,y$. Then $M(a)=\E e^{axy}=(1-a^2)^{-1/2}$, so that

$$\nu=M'(a)=a\,(1-a^2)^{-3/2},\qquad v=M(2a)-M(a)^2,\qquad c=M'(2a)-M'(a)M(a),$$

which are finite for $|a|<1/2$. The bracket of @bias is ${number(coefficient(scales[0]), 4)} at $a=${number({ value: scales[0], source: 'parameter of the records' }, 1)}$ and ${number(coefficient(scales[scales.length - 1]), 4)} at
$a=${number({ value: scales[scales.length - 1], source: 'parameter of the records' }, 1)}$.

${chart(gradientBiasChart(bias))}

${verdicts(bias)}

## The constant that nothing holds

Add a number $c$ to the critic. $\mathrm{DV}$ does not change: by $c$ its derivative is $1-\E_Qe^{t}/\E_Qe^{t}=0$, and so it is on every minibatch. Still $\log\E_Qe^{t}$ moves, which at the optimum $t=\log r+c$ is the constant $c$. The weights below the output are shared: a step that improves the shape of $t$ shifts its level as well, and
nothing brings it back. The gradient by the bias of the output is zero but for rounding, and an optimiser that divides by the size of past gradients, as Adam does, makes steps of full size out of the rounding.

- **DV** has no force on $c$ at all.
- **MINE** divides by the moving average, so that the derivative by $c$ is $1-D/\bar D$. While $c$ falls the average lags above $D$ and the derivative is positive; while $c$ rises it is negative. So whatever way $c$ moves it is slowed, but no level is better than another, and $c$ wanders.
- **NWJ**, that is MINE-f, has the derivative $1-\E_Qe^{t-1}$, which is zero where $\log\E_Qe^{t}=1$ only. Its constant is learnt and held.
- **ReMINE** subtracts $\lambda\,(\log\E_Qe^{t}-C)^2$ from DV. The derivative by $c$ is $-2\lambda(\log\E_Qe^{t}-C)$: a spring towards $C$, here zero, that costs the bound nothing, since DV is the same at every $c$.

After ${whole(dv.one('stepsRun'))} steps on batches of ${whole(dv.one('batchSize'))} fresh pairs with $\rho=${number(dv.one('rho'), 1)}$ the constants of ${whole(dv.count)} seeds are between ${number(end('DV', 'least'), 2)} and ${number(end('DV', 'largest'), 2)} under DV, ${number(end('MINE', 'least'), 2)} and
${number(end('MINE', 'largest'), 2)} under MINE, ${number(end('MINE-f', 'least'), 2)} and ${number(end('MINE-f', 'largest'), 2)} under MINE-f, ${number(end('ReMINE', 'least'), 2)} and ${number(end('ReMINE', 'largest'), 2)} under ReMINE. On the evaluation part they all read alike: means of ${number(dv.mean('nats'))},
${number(drift.where({ estimator: 'mine' }).mean('nats'))}, ${number(drift.where({ estimator: 'mine-f' }).mean('nats'))} and ${number(drift.where({ estimator: 'remine' }).mean('nats'))}, where $I$ is ${number(dv.one('truth'))}.

${chart(criticConstantChart(bias))}

The drift does no harm to DV as a formula. It does where the critic is used otherwise: read as NWJ such a critic is worthless ([page 3](page:f-divergences#one-critic-two-readings)), $e^{t}$ leaves the range of single precision in a long training, and a penalty on weights or a clipped critic meets a level that means nothing.

## Exercises

1. Show that $\E_Q[(e^t/M)\,\nabla t]$ is the mean of $\nabla t$ under the Gibbs law of [page 1](page:mutual-information#first-step-no-critic-reads-too-much). What does $\nabla\mathrm{DV}=0$ say about $P$ and $G_t$?
2. Why has NWJ no such bias? Which of @gradient's parts changes?
3. Let the critic's constant grow by $\gamma$ a step while its shape stands still. By how much does the moving average lag, and which way does MINE's gradient by $c$ then point?
4. At $w=1$ the formula @corrected must be @bias. Check it, and find its leading term for small $w$. With which $n'$ at $w=1$ does it compare?
`;
  },
};
