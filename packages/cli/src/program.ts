import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAccuracyCommands } from './program/accuracy-commands.ts';
import { addCatalogCommands } from './program/catalog-commands.ts';
import type { End } from './program/end.ts';
import { addSampleCommands } from './program/sample-commands.ts';
import { addSweepCommands } from './program/sweep-commands.ts';

/** The commands. What each needs is imported when it runs, so that `minebench --help` answers at once. */
export function createProgram(end: End): Command {
  const program = new Command('minebench')
    .description('A research harness for neural estimation of mutual information')
    .version(ownVersion(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', '\nExit codes: 0 done, 1 a check did not hold, 2 bad usage or input, 3 some cells failed.');

  addSweepCommands(program, end);
  addAccuracyCommands(program, end);
  addSampleCommands(program, end);
  addCatalogCommands(program, end);

  // What a task of a job array runs.
  program
    .command('slurm-task', { hidden: true })
    .argument('<FOLDER>')
    .argument('<INDEX>')
    .action(async (folder, index) => end(await (await import('./commands/slurm-task.ts')).slurmTask(folder, index)));

  for (const command of program.commands) command.exitOverride().configureOutput({ outputError: () => {} });
  return program;
}

/** Of the package that this file belongs to, in a clone and installed. */
const ownVersion = (): string => JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
