import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { probeEngine } from '../../src/engines/probe-engine.ts';

const preload = fileURLToPath(new URL('../fixtures/broken-binding.cjs', import.meta.url));

/** The probe's process inherits this one's environment. */
const breakBinding = (fault: string) => {
  vi.stubEnv('NODE_OPTIONS', `--require ${JSON.stringify(preload)}`);
  vi.stubEnv('BROKEN_BINDING', fault);
};

afterEach(() => vi.unstubAllEnvs());

describe('probing an engine', () => {
  it.each([
    ['abort', 'SIGABRT'],
    ['segfault', 'SIGSEGV'],
  ])('survives native code that ends with %s, and says what to do', async (fault, signal) => {
    breakBinding(fault);
    expect(await probeEngine('ort:cpu')).toEqual({
      id: 'ort:cpu',
      works: false,
      reason: expect.stringMatching(new RegExp(`^its process was ended by ${signal}; .*npm ci`)),
    });
  });

  it('gives up on native code that never answers', async () => {
    breakBinding('hang');
    expect(await probeEngine('ort:cpu', 5)).toMatchObject({ works: false, reason: 'it did not answer within 5 s' });
  });

  // Vulkan's loader reads these names; Metal and D3D12 have no such.
  it.runIf(process.platform === 'linux').each(['ort:webgpu', 'tfjs:webgpu'])(
    'names what %s lacks where no driver is found',
    async (id) => {
      for (const name of ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES']) vi.stubEnv(name, '/no/such/driver.json');
      const { works, reason } = await probeEngine(id);
      expect(works).toBe(false);
      expect(reason).toMatch(/driver|libvulkan1/);
      expect(reason).not.toContain('\n');
    },
  );
});
