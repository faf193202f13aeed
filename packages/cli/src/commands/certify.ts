import { allTasks, type CertifiedTask, certifyTasks } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { positiveInteger, positiveNumber } from '../numbers.ts';
import { print, printJson, say } from '../output.ts';
import { parseTaskArgument } from '../task-argument.ts';

interface CertifyFlags {
  readonly standardError?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

/** `minebench certify [TASK...]`: exit code 1 where a task is refuted or its certification does not decide. */
export async function certify(names: readonly string[], flags: CertifyFlags): Promise<ExitCode> {
  const standardError = positiveNumber('--standard-error', flags.standardError, 'give nats, as in 0.005');
  const seed = positiveInteger('--seed', flags.seed);
  const choices = names.length > 0 ? names.map((name) => parseTaskArgument(name)) : await allTasks();
  const options = { ...(standardError ? { standardError } : {}), ...(seed ? { seed } : {}) };
  const done: CertifiedTask[] = [];
  for await (const item of certifyTasks(choices, options)) {
    done.push(item);
    if (!flags.json) tell(item);
  }
  const count = (verdict: string) => done.filter(({ certificate }) => certificate.verdict === verdict).length;
  const seconds = done.reduce((sum, item) => sum + item.seconds, 0);
  if (flags.json) printJson(done.map(({ choice, certificate }) => ({ choice, ...certificate })));
  say(
    `${count('certified')} certified, ${count('refuted')} refuted, ${count('unresolved')} unresolved in ${seconds.toFixed(0)} s`,
  );
  return count('certified') === done.length ? exitCodes.done : exitCodes.checkFailed;
}

function tell({ certificate, seconds }: CertifiedTask): void {
  const { task, mi, verdict, checks } = certificate;
  const shown = task.length > 60 ? `${task.slice(0, 57)}...` : task;
  print(`${verdict.padEnd(10)}  ${shown}  ${mi.nats.toFixed(4)} nats (${mi.method})  ${seconds.toFixed(1)} s`);
  for (const check of checks) print(`  ${check.verdict.padEnd(10)}  ${check.name}: ${check.detail}`);
  if (checks.length === 0) print('  nothing is stated of it that a sample could be held to');
}
