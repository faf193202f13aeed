import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, hostname, tmpdir, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';

/** Debian puts the daemons where users do not look. */
const PATH = [process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter);
const PROGRAMS = ['munged', 'munge', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'scontrol', 'sinfo'];

const host = hostname().split('.')[0];

const isProgram = (name: string): boolean =>
  PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Why a Slurm cannot be started here; undefined where it can. */
export async function whyNoSlurm(): Promise<string | undefined> {
  const missing = PROGRAMS.filter((name) => !isProgram(name));
  if (missing.length > 0) return `${missing.join(', ')} not installed (Debian: slurmctld slurmd slurm-client munge)`;
  if (process.getuid?.() !== 0) return 'slurmd and munged as they are started here need root';
  return lookup(host).then(
    () => undefined,
    () => `the host's own name, ${host}, does not resolve (add it to /etc/hosts)`,
  );
}

export interface LocalSlurm {
  /** The environment in which Slurm's commands find this one. */
  readonly env: Readonly<Record<string, string | undefined>>;
  command(name: string, ...args: readonly string[]): Promise<string>;
  /** Ends all jobs, then the daemons. */
  stop(): Promise<void>;
}

/**
 * A Slurm of one node on this host, on ports of its own on the loopback address, with a key, a state and logs of its own in a temporary folder. No systemd, nothing of
 * the host's configuration is touched, and only what was started here is stopped, by its process id.
 */
export async function startSlurm(): Promise<LocalSlurm> {
  const folder = mkdtempSync(join(tmpdir(), 'minebench-slurm-'));
  for (const name of ['munge', 'state', 'spool', 'log']) mkdirSync(join(folder, name), { mode: 0o755 });
  writeFileSync(join(folder, 'munge/key'), randomBytes(128), { mode: 0o600 });
  // Where there is no cgroup file system slurmd ends unless it is told of the older interface.
  writeFileSync(join(folder, 'cgroup.conf'), 'CgroupPlugin=cgroup/v1\n');
  const [controller, node] = [await freePort(), await freePort()];
  writeFileSync(join(folder, 'slurm.conf'), configuration(folder, controller, node));
  const env = { ...process.env, PATH, SLURM_CONF: join(folder, 'slurm.conf') };
  const daemons: ChildProcess[] = [];
  const start = (name: string, ...args: readonly string[]) =>
    daemons.push(spawn(name, args, { env, stdio: 'ignore', cwd: folder }));
  const command = (name: string, ...args: readonly string[]) => answer(env, name, args);

  const stop = async () => {
    await command('scancel', '--me').catch(() => '');
    await until(async () => (await command('squeue', '--noheader').catch(() => '')).trim() === '', 100);
    for (const daemon of daemons.reverse()) await end(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  const munge = (file: string) => join(folder, 'munge', file);
  start(
    'munged',
    '--foreground',
    '--force',
    `--key-file=${munge('key')}`,
    `--socket=${munge('socket')}`,
    `--pid-file=${munge('pid')}`,
    `--log-file=${munge('log')}`,
    `--seed-file=${munge('seed')}`,
  );
  await until(() => works(command('munge', '--no-input', `--socket=${munge('socket')}`)), 100);
  start('slurmctld', '-D', '-c');
  start('slurmd', '-D');
  if (await until(async () => (await command('sinfo', '-h', '-o', '%T').catch(() => '')).trim() === 'idle', 300))
    return { env, command, stop };
  const logs = ['slurmctld.log', 'slurmd.log'].map((name) => textOf(join(folder, 'log', name)).slice(-2000));
  await stop();
  throw new Error(`Slurm does not start:\n${logs.join('\n')}`);
}

const configuration = (folder: string, controller: number, node: number): string => `
ClusterName=local
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/log/slurmctld.log
SlurmdLogFile=${folder}/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1
MpiDefault=none
ReturnToService=2
KillWait=2
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MailProg=/bin/true
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${availableParallelism()} RealMemory=${Math.floor((totalmem() / 2 ** 20) * 0.8)} State=UNKNOWN
PartitionName=local Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const answer = (env: NodeJS.ProcessEnv, name: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(name, args, { env, timeout: 20_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${name}: ${stderr || error.message}`)) : resolve(stdout),
    );
  });

const works = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

/** Asks ten times a second until it is so; false where it never was. */
export async function until(holds: () => Promise<boolean>, most: number): Promise<boolean> {
  for (let attempt = 0; attempt < most; attempt++) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const end = (daemon: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return resolve();
    daemon.once('exit', () => resolve());
    daemon.kill('SIGTERM');
  });
