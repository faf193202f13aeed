/** Foretells the time left from the work done since the start; work is measured by the cells' relative costs. */
export class Forecast {
  private readonly total: number;
  private finished = 0;
  private readonly running = new Map<string, { cost: number; share: number }>();

  constructor(costs: readonly number[]) {
    this.total = costs.reduce((sum, cost) => sum + cost, 0);
  }

  start(name: string, cost: number): void {
    this.running.set(name, { cost, share: 0 });
  }

  progress(name: string, share: number): void {
    const cell = this.running.get(name);
    if (cell) cell.share = Math.min(Math.max(share, cell.share), 1);
  }

  finish(name: string): void {
    const cell = this.running.get(name);
    if (cell) this.finished += cell.cost;
    this.running.delete(name);
  }

  /** Work done, in [0, 1]. */
  get share(): number {
    const partly = [...this.running.values()].reduce((sum, { cost, share }) => sum + cost * share, 0);
    return this.total > 0 ? Math.min((this.finished + partly) / this.total, 1) : 1;
  }

  /** Null until some work is done. */
  secondsLeft(elapsedSeconds: number): number | null {
    const { share } = this;
    return share > 0 ? (elapsedSeconds * (1 - share)) / share : null;
  }
}
