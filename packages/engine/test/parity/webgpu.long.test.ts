import { engines, lowerings } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { kernelCases } from './cases/index.ts';
import { describeParity } from './kernel-parity.ts';
import { compareReplicas } from './replica-parity.ts';
import { type SurveyedCase, survey } from './survey.ts';
import { noWebgpu } from './webgpu-device.ts';

/** WGSL promises sine and cosine to 2^-11 only, and the software device keeps no more than that. */
const leavesOut = ({ kernels }: SurveyedCase) =>
  kernels.some((kernel) => /^(Sin|Cos|Tan)$/.test(kernel)) ? 'WebGPU has sines to 2^-11 only' : undefined;

const missing = await noWebgpu('ort:webgpu');
if (missing) describe.skip('every kernel on WebGPU', () => void it(missing, () => {}));
else {
  await engines.create('tfjs:wasm').compile(() => ({ state: {}, outputs: {} }), { state: {}, data: {}, batch: {} });
  const surveyed = await survey(kernelCases);
  describeParity([{ id: 'ort:webgpu', leavesOut }], surveyed);

  /** The loss is a sum of results of either sign, which are compared themselves: where it cancels, it is as near as the order of the sum lets it. */
  const isNoSum = (name: string) => !name.endsWith('.loss');

  describe.each(Object.keys(lowerings))('ort:webgpu+vmap, three replicas of %s', (kernel) => {
    const cases = surveyed.filter((one) => one.kernel === kernel && leavesOut(one) === undefined);

    it.skipIf(cases.length === 0)('have the values, gradients and training of three runs', async () => {
      expect(await compareReplicas('ort:webgpu', cases, () => false, 3, isNoSum)).toEqual([]);
      expect(await compareReplicas('ort:webgpu', cases, (operand) => operand % 2 === 1, 2, isNoSum)).toEqual([]);
    });
  });
}
