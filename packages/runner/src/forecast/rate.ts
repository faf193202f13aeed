/**
 * Seconds a unit of cost over the cells of a group, which lean on those of a wider group: as if one cell more, of the mean weight, had gone at the wider group's
 * rate. A cell weighs the square root of its cost: by the cost itself the few dear ones, which cost differently from what the model says in their own way, would speak
 * for all; alike, the many cheap ones, whose times are rough, would.
 */
export class Rate {
  private readonly wider: Rate | undefined;
  private weight = 0;
  private weighted = 0;
  /** Cells seen so far. */
  count = 0;

  constructor(wider?: Rate) {
    this.wider = wider;
  }

  /** Adds a cell to this group and to the wider ones. */
  observe(cost: number, seconds: number): void {
    const weight = Math.sqrt(cost);
    this.weight += weight;
    this.weighted += (weight * seconds) / cost;
    this.count++;
    this.wider?.observe(cost, seconds);
  }

  /** Null before any cell was seen. */
  get secondsPerCost(): number | null {
    const wider = this.wider?.secondsPerCost ?? null;
    if (this.count === 0) return wider;
    if (wider === null) return this.weighted / this.weight;
    const typical = this.weight / this.count;
    return (this.weighted + typical * wider) / (this.weight + typical);
  }
}
