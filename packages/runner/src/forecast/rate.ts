/** Seconds a unit of cost over the cells of a group, which lean on those of a wider group: as if one cell more, of the mean cost, had gone at the wider group's rate. */
export class Rate {
  private readonly wider: Rate | undefined;
  private cost = 0;
  private seconds = 0;
  /** Cells seen so far. */
  count = 0;

  constructor(wider?: Rate) {
    this.wider = wider;
  }

  /** Adds a cell to this group and to the wider ones. */
  observe(cost: number, seconds: number): void {
    this.cost += cost;
    this.seconds += seconds;
    this.count++;
    this.wider?.observe(cost, seconds);
  }

  /** Null before any cell was seen. */
  get secondsPerCost(): number | null {
    const wider = this.wider?.secondsPerCost ?? null;
    if (this.cost === 0) return wider;
    if (wider === null) return this.seconds / this.cost;
    const typical = this.cost / this.count;
    return (this.seconds + typical * wider) / (this.cost + typical);
  }
}
