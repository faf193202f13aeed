import type { Command } from 'commander';
import type { End } from './end.ts';
import { repeated } from './repeated.ts';

/** Samples of tasks, and those that a user has. */
export function addSampleCommands(program: Command, end: End): void {
  program
    .command('sample')
    .description('draw from a task with known mutual information into a file that any tool can read')
    .argument('<TASK>', 'an id (minebench list tasks), gaussian:dimension=5,rho=0.8 or JSON')
    .requiredOption('--n <N>', 'rows')
    .requiredOption('--out <FILE>', 'a file that ends with .csv, .npy or .parquet')
    .option('--seed <S>', 'the same seed gives the same file', '0')
    .option('--json', 'print what was drawn as JSON to stdout')
    .action(async (task, options) => end(await (await import('../commands/sample.ts')).sample(task, options)));

  program
    .command('estimate')
    .description(
      "mutual information of columns of a file of one's own, with intervals, a test of independence and warnings",
    )
    .argument('<DATA>', 'a file that ends with .csv, .npy or .parquet')
    .option(
      '--x <COLUMNS>',
      "names, indices from 0, ranges of indices or expressions, as in a,b or 0-4 or 'log(a)'; x0, x1, ... where absent",
    )
    .option('--y <COLUMNS>', 'the same of Y; y0, y1, ... where absent')
    .option('--estimator <NAME>', 'a bound or a baseline in place of the portfolio; may be repeated', repeated)
    .option('--critic <NAME>', 'of neural estimators: a name, or a file such as ./my-critic.ts')
    .option('--optimizer <NAME>', 'of neural estimators, as in adam:learningRate=0.0005,clipNorm=1; adam where absent')
    .option('--rank', 'take normal scores of every column, for heavy tails')
    .option('--no-header', 'the CSV file begins with numbers; its columns are 0, 1, ...')
    .option('--permutations <N>', 'of the test of independence; 0 for none', '199')
    .option('--steps <N>', 'most training steps', '5000')
    .option('--seed <S>', 'of the split and of training; the same seed gives the same numbers', '0')
    .option('--engine <ENGINE>', 'what trains (minebench list engines)', 'ort:cpu')
    .option('--out <DIR>', 'folder of the report; reports/estimate-NAME where absent')
    .option('--no-report', 'write no report')
    .option('--json', 'print the estimates as JSON to stdout')
    .action(async (file, options) => end(await (await import('../commands/estimate.ts')).estimate(file, options)));

  program
    .command('certify')
    .description(
      'hold the samplers of tasks to their stated information and distributions; all tasks where none is named',
    )
    .argument('[TASK...]', 'as gaussian:dimension=5,rho=0.8')
    .option('--standard-error <S>', 'nats, of the mean log density ratio; 0.005 where absent')
    .option('--seed <S>', 'of the draws; 1 where absent')
    .option('--json', 'print certificates as JSON to stdout')
    .action(async (names, options) => end(await (await import('../commands/certify.ts')).certify(names, options)));
}
