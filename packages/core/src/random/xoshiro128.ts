/**
 * xoshiro128++: 128 bits of state, period 2^128 - 1, one unsigned 32-bit word a call.
 *
 * D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021), arXiv 1805.01407.
 */
export class Xoshiro128 {
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;

  /** The state's four words; not all zero. */
  constructor(s0: number, s1: number, s2: number, s3: number) {
    this.s0 = s0 | 0;
    this.s1 = s1 | 0;
    this.s2 = s2 | 0;
    this.s3 = s3 | 0;
  }

  /** The four words of the state, from which another generator goes on as this one does. */
  get state(): readonly [number, number, number, number] {
    return [this.s0, this.s1, this.s2, this.s3];
  }

  set state([s0, s1, s2, s3]: readonly [number, number, number, number]) {
    this.s0 = s0 | 0;
    this.s1 = s1 | 0;
    this.s2 = s2 | 0;
    this.s3 = s3 | 0;
  }

  /** The next word as a signed integer: the cheapest form in JavaScript. */
  nextInt32(): number {
    const s0 = this.s0;
    const sum = (s0 + this.s3) | 0;
    const word = (((sum << 7) | (sum >>> 25)) + s0) | 0;
    const s1 = this.s1;
    const s2 = this.s2 ^ s0;
    const s3 = this.s3 ^ s1;
    this.s1 = s1 ^ s2;
    this.s0 = s0 ^ s3;
    this.s2 = s2 ^ (s1 << 9);
    this.s3 = (s3 << 11) | (s3 >>> 21);
    return word;
  }

  /** The next word, uniform on 0 .. 2^32 - 1. */
  nextUint32(): number {
    return this.nextInt32() >>> 0;
  }
}
