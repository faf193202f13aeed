import type { Command } from 'commander';
import type { End } from './end.ts';
import { repeated } from './repeated.ts';

/** Running an experiment, seeing how far it is, and what came out. */
export function addSweepCommands(program: Command, end: End): void {
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
    .option('--sbatch <OPTION>', 'slurm: an option of sbatch, as in --sbatch=--time=2:00:00 (repeatable)', repeated)
    .option('--then-report', 'slurm: render the report in a job that depends on the tasks')
    .option('--detach', 'slurm: submit, and do not wait; the same command waits')
    .option('--json', 'print one JSON line an event to stdout')
    .action(async (file, options) => end(await (await import('../commands/run.ts')).run(file, options)));

  program
    .command('status')
    .description('say how many cells of an experiment are done, running, failed and left, and when it will be done')
    .argument('<FILE>', 'an experiment file')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the engine that the cells are run with, where it is not their own')
    .option('--json', 'print it as JSON to stdout')
    .action(async (file, options) => end(await (await import('../commands/status.ts')).status(file, options)));

  program
    .command('watch')
    .description('a live page of a sweep, whoever runs it, on this machine alone: progress, training curves, failures')
    .argument('<FILE>', 'experiment file')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the engine that run was given')
    .option('--port <N>', 'a free one where absent')
    .action(async (file, options) => end(await (await import('../commands/watch.ts')).watch(file, options)));

  program
    .command('report')
    .description('draw the figures of an experiment, its tables and its verdicts')
    .argument('<FILE>', 'an experiment file')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--out <DIR>', 'folder of the report; reports/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the engine that the cells were run with, where it was not their own')
    .option('--json', 'print claims and counts as JSON to stdout')
    .action(async (file, options) => end(await (await import('../commands/report.ts')).report(file, options)));

  program
    .command('reproduce')
    .description('run and report every figure of experiments/, say which claims hold, and draw a gallery of them')
    .option('--quick', 'the reduced sizes, for a first look within minutes, into reports/quick')
    .option('--full', 'the published sizes, into reports/full')
    .option('--only <ID>', 'an experiment (repeatable); the gallery keeps what is there of the others', repeated)
    .option('--engine <ENGINE>', "in place of the experiments' own")
    .option('--workers <N>', 'worker processes; one a core where absent')
    .option('--store <DIR>', 'folder of the folders of records', 'runs')
    .option('--out <DIR>', 'folder of the reports; reports where absent')
    .option('--json', 'print claims and counts as JSON to stdout')
    .action(async (options) => end(await (await import('../commands/reproduce.ts')).reproduce(options)));

  program
    .command('export')
    .description("an experiment's records as one table for DuckDB, pandas or R")
    .argument('<FILE>', 'experiment file')
    .requiredOption('--out <TABLE>', 'a file that ends with .parquet, .csv or .jsonl')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the records that run --engine made')
    .option('--json', 'print what was written as JSON to stdout')
    .action(async (file, options) => end(await (await import('../commands/export.ts')).exportTable(file, options)));

  program
    .command('sql')
    .description('ask DuckDB about the table "results" of an experiment\'s records')
    .argument('<FILE>', 'experiment file, or a .parquet file that export wrote')
    .argument('<QUERY>', 'as in "select estimator, avg(error) from results group by estimator"')
    .option('--size <SIZE>', 'quick or full, in place of the reference size')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--engine <ENGINE>', 'the records that run --engine made')
    .option('--json', 'print one JSON object a row to stdout')
    .action(async (file, query, options) => end(await (await import('../commands/sql.ts')).sql(file, query, options)));

  program
    .command('gc')
    .description('list the records that no experiment among those given names, and remove them with --yes')
    .argument('<FILE...>', 'experiment files that share a folder of records')
    .option('--store <DIR>', 'folder of the records; runs/EXPERIMENT where absent')
    .option('--yes', 'remove them for good')
    .option('--json', 'print the list as JSON to stdout')
    .action(async (files, options) => end(await (await import('../commands/gc.ts')).gc(files, options)));
}
