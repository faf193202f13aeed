/** Name of the processor. */
export async function processorName(): Promise<string> {
  const { cpus } = await import('node:os');
  return cpus()[0]?.model.trim() || 'a processor without a name';
}

/** Name of the first NVIDIA card, as its driver tells it. */
export async function cudaDevice(): Promise<string> {
  try {
    const { readdirSync, readFileSync } = await import('node:fs');
    const root = '/proc/driver/nvidia/gpus';
    const information = readFileSync(`${root}/${readdirSync(root)[0]}/information`, 'utf8');
    return /Model:\s*(.+)/.exec(information)![1];
  } catch {
    return 'an NVIDIA card without a name';
  }
}
