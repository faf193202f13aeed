/** The part of WebGPU's `GPUDevice` that tells of failures. */
interface Device {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  pushErrorScope(filter: 'validation' | 'out-of-memory' | 'internal'): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
}

const FILTERS = ['validation', 'out-of-memory', 'internal'] as const;

/**
 * A WebGPU device whose failures are thrown. WebGPU itself throws none: a buffer that could not be made, or a device that is gone, leaves
 * the results of everything that follows as zeros or as what stood in the buffer before.
 */
export class WatchedDevice {
  private readonly device: Device;
  private loss: string | undefined;

  constructor(device: object) {
    this.device = device as Device;
    this.device.lost.then(({ reason, message }) => {
      this.loss = `device lost: ${message || reason}`;
    });
  }

  /**
   * Runs what computes on the device and reads its results.
   * @throws Error where the device is lost, refuses an operation or has no memory for it
   */
  async watch<T>(compute: () => Promise<T>): Promise<T> {
    this.requirePresence();
    for (const filter of FILTERS) this.device.pushErrorScope(filter);
    const outcome = await Promise.allSettled([compute()]);
    // A device that is lost answers that no error was seen, or not at all; popped from the innermost scope outwards.
    const [internal, memory, validation] = await Promise.all(
      FILTERS.map(() => this.device.popErrorScope().catch(() => null)),
    );
    // Reading from a device that was just lost fails before the loss is told.
    if (outcome[0].status === 'rejected') await new Promise((resolve) => setImmediate(resolve));
    this.requirePresence();
    // A buffer that could not be made makes what uses it invalid: the cause says more than its consequences.
    if (memory) throw new Error(`out of device memory: ${memory.message}`);
    const error = internal ?? validation;
    if (error) throw new Error(error.message);
    if (outcome[0].status === 'rejected') throw outcome[0].reason;
    return outcome[0].value;
  }

  private requirePresence(): void {
    if (this.loss !== undefined) throw new Error(this.loss);
  }
}
