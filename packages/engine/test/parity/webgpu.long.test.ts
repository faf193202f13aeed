import { engines } from '@minebench/engine';
import { describe, it } from 'vitest';
import { kernelCases } from './cases/index.ts';
import { describeParity } from './kernel-parity.ts';
import { type SurveyedCase, survey } from './survey.ts';
import { noWebgpu } from './webgpu-device.ts';

/** WGSL promises sine and cosine to 2^-11 only, and the software device keeps no more than that. */
const leavesOut = ({ kernels }: SurveyedCase) =>
  kernels.some((kernel) => /^(Sin|Cos|Tan)$/.test(kernel)) ? 'WebGPU has sines to 2^-11 only' : undefined;

const missing = await noWebgpu('ort:webgpu');
if (missing) describe.skip('every kernel on WebGPU', () => void it(missing, () => {}));
else {
  await engines.create('tfjs:wasm').compile(() => ({ state: {}, outputs: {} }), { state: {}, data: {}, batch: {} });
  describeParity([{ id: 'ort:webgpu', leavesOut }], await survey(kernelCases));
}
