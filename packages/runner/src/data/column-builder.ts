const BLOCK = 65_536;

/** A column whose length is not known before its end: blocks that are joined once. */
export class ColumnBuilder {
  private readonly full: Float64Array[] = [];
  private block = new Float64Array(BLOCK);
  private filled = 0;

  push(value: number): void {
    if (this.filled === BLOCK) {
      this.full.push(this.block);
      this.block = new Float64Array(BLOCK);
      this.filled = 0;
    }
    this.block[this.filled++] = value;
  }

  /** All values. The builder gives its blocks up, so that a table is never held twice. */
  finish(): Float64Array {
    const values = new Float64Array(this.full.length * BLOCK + this.filled);
    for (const [index, block] of this.full.entries()) values.set(block, index * BLOCK);
    values.set(this.block.subarray(0, this.filled), this.full.length * BLOCK);
    this.full.length = 0;
    this.block = new Float64Array(0);
    return values;
  }
}
