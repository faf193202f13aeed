import { existsSync } from 'node:fs';
import { engines } from '@minebench/engine';
import { absentRow, type Row } from './measure.ts';

/** Replicas of one step trained as one program. */
const COUNTS = [1, 16, 256, 1024];

/** Says for each number of replicas why there is no time: this machine has no GPU, or the comparison on one is not there yet. */
export async function* replicas(): AsyncGenerator<Row> {
  const gpu = existsSync('/dev/nvidia0') || existsSync('/dev/dri/renderD128') || existsSync('/dev/kfd');
  const engine = engines.entries.map(({ id }) => id).find((id) => /gpu\+vmap$/.test(id));
  const reason = !gpu
    ? 'skipped: no GPU on this machine'
    : engine
      ? `skipped: nothing here compares ${engine} with JAX vmap(scan) and PyTorch yet`
      : 'skipped: no engine here runs replicas on a GPU';
  for (const count of COUNTS) {
    yield absentRow(
      'replicas',
      `${count} replicas`,
      { implementation: engine ?? 'ort:webgpu+vmap', threads: 1 },
      reason,
    );
  }
}
