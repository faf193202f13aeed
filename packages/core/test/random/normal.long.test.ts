import { describeNormalSample } from './normal-sample.ts';

describeNormalSample(10_000_000, 1);
