import type { Command } from 'commander';
import type { End } from './end.ts';

/** What there is. */
export function addCatalogCommands(program: Command, end: End): void {
  program
    .command('list')
    .description('name what there is: tasks, bounds, critics, baselines, optimizers, engines, experiments')
    .argument('<WHAT>')
    .option('--json', 'print JSON')
    .action(async (what, options) => end(await (await import('../commands/list.ts')).list(what, options)));

  program
    .command('engines')
    .description('say which engines work on this machine, and why others do not')
    .option('--json', 'print JSON')
    .action(async (options) => end(await (await import('../commands/engines.ts')).engines(options)));
}
