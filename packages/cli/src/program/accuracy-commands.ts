import type { Command } from 'commander';
import type { End } from './end.ts';
import { repeated } from './repeated.ts';

/** Whether estimates became worse, and which are better. */
export function addAccuracyCommands(program: Command, end: End): void {
  program
    .command('check')
    .description('run or resume an experiment and compare it with its baseline: exit code 1 where accuracy got worse')
    .argument('<FILE>', 'an experiment file')
    .requiredOption('--baseline <FILE>', 'what minebench baseline wrote')
    .option('--engine <ENGINE>', "in place of the experiment's own")
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--only <FILTER>', 'check matching cells only, as in task=gaussian')
    .option('--unresolved <WHAT>', "pass or fail, in place of the experiment's gate")
    .option('--markdown <FILE>', 'write a summary for a pull request')
    .option('--junit <FILE>', 'write JUnit XML, a test case a comparison')
    .option('--report <DIR>', 'write a report with the errors of both side by side')
    .option('--no-speed', 'leave times out')
    .option('--json', 'print the comparisons as JSON to stdout')
    .action(async (file, options) => end(await (await import('../commands/check.ts')).check(file, options)));

  program
    .command('baseline')
    .description('run or resume an experiment and write down how accurate it is, for minebench check')
    .argument('<FILE>', 'an experiment file')
    .option('--out <FILE>', 'experiments/baselines/EXPERIMENT.json where absent')
    .option('--engine <ENGINE>', "in place of the experiment's own")
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--no-speed', 'leave times out')
    .action(async (file, options) => end(await (await import('../commands/baseline.ts')).baseline(file, options)));

  program
    .command('diff')
    .description('two baselines side by side')
    .argument('<OLD>', 'a baseline file')
    .argument('<NEW>', 'another')
    .action(async (before, after) => end((await import('../commands/baseline.ts')).diff(before, after)));

  program
    .command('compare')
    .description('put critics, bounds or classical estimators side by side over a suite of tasks, on the same samples')
    .option(
      '--critic <CRITIC>',
      'a contestant with each bound; name, name:option=value or ./file.ts (repeatable)',
      repeated,
    )
    .option('--bound <BOUND>', 'a contestant with each critic (repeatable); dv where absent', repeated)
    .option(
      '--optimizer <OPTIMIZER>',
      'of the neural ones, as in adam:learningRate=0.0005,clipNorm=1 (repeatable); adam where absent',
      repeated,
    )
    .option('--baseline <ESTIMATOR>', 'a classical contestant (repeatable)', repeated)
    .option('--suite <SUITE>', 'small, standard or full', 'small')
    .option('--task <TASK>', "in place of the suite's tasks (repeatable)", repeated)
    .option('--seeds <N>', 'replicates a task; 3 where absent')
    .option('--n <N>', "training pairs, in place of the suite's")
    .option('--batch-size <B>', "in place of the suite's")
    .option('--steps <N>', "training steps, in place of the suite's")
    .option('--equal <WHAT>', 'parameters: scale widths; compute: scale steps')
    .option('--engine <ENGINE>', 'minebench list engines')
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the records; runs/compare-SUITE where absent')
    .option('--out <DIR>', 'folder of the report; reports/compare-SUITE where absent')
    .option('--retry', 'run failed cells again')
    .option('--json', 'print the comparison as JSON to stdout')
    .action(async (options) => end(await (await import('../commands/compare.ts')).compare(options)));

  program
    .command('consistency')
    .description(
      'hold estimators to laws of mutual information whatever its value: independence, data processing, additivity, invariance',
    )
    .option(
      '--bound <BOUND>',
      'name, name:option=value or ./file.ts (repeatable); mine where nothing is named',
      repeated,
    )
    .option('--critic <CRITIC>', 'with each bound; joint-mlp where absent (repeatable)', repeated)
    .option('--optimizer <OPTIMIZER>', 'of the neural ones; adam where absent (repeatable)', repeated)
    .option('--baseline <ESTIMATOR>', 'a classical estimator (repeatable)', repeated)
    .option('--seeds <N>', 'replicates a task; 5 where absent')
    .option('--n <N>', 'training pairs; 5000 where absent')
    .option('--batch-size <B>', '128 where absent')
    .option('--steps <N>', 'most training steps; 2000 where absent')
    .option('--engine <ENGINE>', 'minebench list engines')
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the records; runs/consistency where absent')
    .option('--out <DIR>', 'folder of the report; reports/consistency where absent')
    .option('--json', 'print verdicts and comparisons as JSON to stdout')
    .action(async (options) => end(await (await import('../commands/consistency.ts')).consistency(options)));
}
