import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';

/** The commands. What each needs is imported when it runs, so that `minebench --help` answers at once. */
export function createProgram(end: (code: ExitCode) => void): Command {
  const program = new Command('minebench')
    .description('A research harness for neural estimation of mutual information')
    .version(ownVersion(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', '\nExit codes: 0 done, 1 a check did not hold, 2 bad usage or input, 3 some cells failed.');

  program
    .command('run')
    .description('run the cells of an experiment that have no record yet; running again resumes')
    .argument('<FILE>', 'an experiment file, such as experiments/quickstart.ts')
    .option('--engine <ENGINE>', "in place of the experiment's own (minebench list engines)")
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--only <FILTER>', 'run matching cells only, as in bound=dv,rho=0.8')
    .option('--cells-per-program <R>', 'on an engine +vmap, cells trained as one program at most; 16 where absent')
    .option('--shard <K/N>', 'run the share of host K (from 0) of N that have the same store')
    .option('--timeout <S>', 'end a cell that runs longer than S seconds and record it as failed')
    .option('--checkpoint <S>', 'keep the state of a cell that trains longer every S seconds; 60 where absent')
    .option('--retry', 'run failed cells again')
    .option('--yes', 'run more than 100000 cells')
    .option('--executor <WHERE>', 'local, or slurm: as job arrays that share the folder of the records', 'local')
    .option('--chunk <N>', 'slurm: cells a task; as many as make 200 tasks where absent')
    .option('--sbatch <OPTION>', 'slurm: an option of sbatch, as in --sbatch=--time=2:00:00 (repeatable)', list)
    .option('--then-report', 'slurm: render the report in a job that depends on the tasks')
    .option('--detach', 'slurm: submit, and do not wait; the same command waits')
    .option('--json', 'print one JSON line an event to stdout')
    .action(async (file, options) => end(await (await import('./commands/run.ts')).run(file, options)));

  program
    .command('status')
    .description('say how many cells of an experiment are done, running, failed and left, and when it will be done')
    .argument('<FILE>', 'an experiment file')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the engine that the cells are run with, where it is not their own')
    .option('--json', 'print it as JSON to stdout')
    .action(async (file, options) => end(await (await import('./commands/status.ts')).status(file, options)));

  program
    .command('report')
    .description('draw the figures of an experiment, its tables and its verdicts')
    .argument('<FILE>', 'an experiment file')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--out <DIR>', 'folder of the report; reports/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the engine that the cells were run with, where it was not their own')
    .option('--json', 'print claims and counts as JSON to stdout')
    .action(async (file, options) => end(await (await import('./commands/report.ts')).report(file, options)));

  program
    .command('reproduce')
    .description('run and report every figure of experiments/, say which claims hold, and draw a gallery of them')
    .option('--quick', 'the reduced sizes, for a first look within minutes, into reports/quick')
    .option('--full', 'the published sizes, into reports/full')
    .option('--only <ID>', 'an experiment (repeatable); the gallery keeps what is there of the others', list)
    .option('--engine <ENGINE>', "in place of the experiments' own")
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the folders of records', 'runs')
    .option('--out <DIR>', 'folder of the reports; reports where absent')
    .option('--json', 'print claims and counts as JSON to stdout')
    .action(async (options) => end(await (await import('./commands/reproduce.ts')).reproduce(options)));

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
    .action(async (file, options) => end(await (await import('./commands/check.ts')).check(file, options)));

  program
    .command('baseline')
    .description('run or resume an experiment and write down how accurate it is, for minebench check')
    .argument('<FILE>', 'an experiment file')
    .option('--out <FILE>', 'experiments/baselines/EXPERIMENT.json where absent')
    .option('--engine <ENGINE>', "in place of the experiment's own")
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--no-speed', 'leave times out')
    .action(async (file, options) => end(await (await import('./commands/baseline.ts')).baseline(file, options)));

  program
    .command('diff')
    .description('two baselines side by side')
    .argument('<OLD>', 'a baseline file')
    .argument('<NEW>', 'another')
    .action(async (before, after) => end((await import('./commands/baseline.ts')).diff(before, after)));

  program
    .command('compare')
    .description('put critics, bounds or classical estimators side by side over a suite of tasks, on the same samples')
    .option(
      '--critic <CRITIC>',
      'a contestant with each bound; name, name:option=value or ./file.ts (repeatable)',
      list,
    )
    .option('--bound <BOUND>', 'a contestant with each critic (repeatable); dv where absent', list)
    .option(
      '--optimizer <OPTIMIZER>',
      'of the neural ones, as in adam:learningRate=0.0005,clipNorm=1 (repeatable); adam where absent',
      list,
    )
    .option('--baseline <ESTIMATOR>', 'a classical contestant (repeatable)', list)
    .option('--suite <SUITE>', 'small, standard or full', 'small')
    .option('--task <TASK>', "in place of the suite's tasks (repeatable)", list)
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
    .action(async (options) => end(await (await import('./commands/compare.ts')).compare(options)));

  program
    .command('consistency')
    .description(
      'hold estimators to laws of mutual information whatever its value: independence, data processing, additivity, invariance',
    )
    .option('--bound <BOUND>', 'name, name:option=value or ./file.ts (repeatable); mine where nothing is named', list)
    .option('--critic <CRITIC>', 'with each bound; joint-mlp where absent (repeatable)', list)
    .option('--optimizer <OPTIMIZER>', 'of the neural ones; adam where absent (repeatable)', list)
    .option('--baseline <ESTIMATOR>', 'a classical estimator (repeatable)', list)
    .option('--seeds <N>', 'replicates a task; 5 where absent')
    .option('--n <N>', 'training pairs; 5000 where absent')
    .option('--batch-size <B>', '128 where absent')
    .option('--steps <N>', 'most training steps; 2000 where absent')
    .option('--engine <ENGINE>', 'minebench list engines')
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the records; runs/consistency where absent')
    .option('--out <DIR>', 'folder of the report; reports/consistency where absent')
    .option('--json', 'print verdicts and comparisons as JSON to stdout')
    .action(async (options) => end(await (await import('./commands/consistency.ts')).consistency(options)));

  program
    .command('sample')
    .description('draw from a task with known mutual information into a file that any tool can read')
    .argument('<TASK>', 'an id (minebench list tasks), gaussian:dimension=5,rho=0.8 or JSON')
    .requiredOption('--n <N>', 'rows')
    .requiredOption('--out <FILE>', 'a file that ends with .csv, .npy or .parquet')
    .option('--seed <S>', 'the same seed gives the same file', '0')
    .option('--json', 'print what was drawn as JSON to stdout')
    .action(async (task, options) => end(await (await import('./commands/sample.ts')).sample(task, options)));

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
    .option('--estimator <NAME>', 'a bound or a baseline in place of the portfolio; may be repeated', list)
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
    .action(async (file, options) => end(await (await import('./commands/estimate.ts')).estimate(file, options)));

  program
    .command('list')
    .description('name what there is: tasks, bounds, critics, baselines, optimizers, engines, experiments')
    .argument('<WHAT>')
    .option('--json', 'print JSON')
    .action(async (what, options) => end(await (await import('./commands/list.ts')).list(what, options)));

  program
    .command('certify')
    .description(
      'hold the samplers of tasks to their stated information and distributions; all tasks where none is named',
    )
    .argument('[TASK...]', 'as gaussian:dimension=5,rho=0.8')
    .option('--standard-error <S>', 'nats, of the mean log density ratio; 0.005 where absent')
    .option('--seed <S>', 'of the draws; 1 where absent')
    .option('--json', 'print certificates as JSON to stdout')
    .action(async (names, options) => end(await (await import('./commands/certify.ts')).certify(names, options)));

  program
    .command('engines')
    .description('say which engines work on this machine, and why others do not')
    .option('--json', 'print JSON')
    .action(async (options) => end(await (await import('./commands/engines.ts')).engines(options)));

  program
    .command('watch')
    .description('a live page of a sweep, whoever runs it, on this machine alone: progress, training curves, failures')
    .argument('<FILE>', 'experiment file')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the engine that run was given')
    .option('--port <N>', 'a free one where absent')
    .action(async (file, options) => end(await (await import('./commands/watch.ts')).watch(file, options)));

  program
    .command('gc')
    .description('list the records that no experiment among those given names, and remove them with --yes')
    .argument('<FILE...>', 'experiment files that share a folder of records')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--yes', 'remove them for good')
    .option('--json', 'print the list as JSON to stdout')
    .action(async (files, options) => end(await (await import('./commands/gc.ts')).gc(files, options)));

  program
    .command('export')
    .description("an experiment's records as one table for DuckDB, pandas or R")
    .argument('<FILE>', 'experiment file')
    .requiredOption('--out <TABLE>', 'a file that ends with .parquet, .csv or .jsonl')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the records that run --engine made')
    .option('--json', 'print what was written as JSON to stdout')
    .action(async (file, options) => end(await (await import('./commands/export.ts')).exportTable(file, options)));

  program
    .command('sql')
    .description('ask DuckDB about the table "results" of an experiment\'s records')
    .argument('<FILE>', 'experiment file, or a .parquet file that export wrote')
    .argument('<QUERY>', 'as in "select estimator, avg(error) from results group by estimator"')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the records that run --engine made')
    .option('--json', 'print one JSON object a row to stdout')
    .action(async (file, query, options) => end(await (await import('./commands/sql.ts')).sql(file, query, options)));

  // What a task of a job array runs.
  program
    .command('slurm-task', { hidden: true })
    .argument('<FOLDER>')
    .argument('<INDEX>')
    .action(async (folder, index) => end(await (await import('./commands/slurm-task.ts')).slurmTask(folder, index)));

  for (const command of program.commands) command.exitOverride().configureOutput({ outputError: () => {} });
  return program;
}

/** Of an option that may be given several times. */
const list = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Of the package that this file belongs to, in a clone and installed. */
const ownVersion = (): string => JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
