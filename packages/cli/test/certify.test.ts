import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { newFolder } from './support/folders.ts';
import { hostCli } from './support/run-cli.ts';

const folder = newFolder();
const cli = hostCli(folder);
afterAll(() => {
  cli.close();
  rmSync(folder, { recursive: true });
});
const certify = (...args: string[]) => cli.run(['certify', ...args]);

describe('minebench certify', () => {
  it('gives a certificate a task, as JSON and in words', async () => {
    const { code, stdout } = await certify('gaussian:rho=.5', 'xor', '--standard-error', '.05', '--json');
    expect(code).toBe(0);
    const certificates = JSON.parse(stdout);
    expect(certificates).toMatchObject([
      { choice: { id: 'gaussian', rho: 0.5 }, verdict: 'certified' },
      { choice: 'xor', verdict: 'certified' },
    ]);
    for (const { checks } of certificates) expect(checks.length).toBeGreaterThan(1);
    const words = await certify('gaussian:rho=.5', '--standard-error', '.05');
    expect(words.stdout).toMatch(/^certified +gaussian\(dimension=1, rho=0\.5\) +0\.1438 nats \(analytic\)/);
    expect(words.stderr).toContain('1 certified, 0 refuted, 0 unresolved');
  });

  it('ends with 1 where a task is not certified: too few draws for a table of rare symbols', async () => {
    const { code, stdout } = await certify('symmetric-channel:symbols=100,error=.001', '--standard-error', '.05');
    expect(code).toBe(1);
    expect(stdout).toMatch(/unresolved +joint table: .*too few draws/);
  });

  it.each([
    [['gausian:rho=.5'], 'TASK 1 "gausian" is no known task; did you mean gaussian?'],
    [['xor', 'gaussian:rho=2'], 'TASK 2.rho: expected a number between -1 and 1, both excluded, got 2'],
    [['xor', '--standard-error', '0'], '--standard-error "0" is no positive number'],
  ])('refuses %j before it begins', async (args, message) => {
    const { code, stdout, stderr } = await certify(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
