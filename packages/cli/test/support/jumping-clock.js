/** For `node --import`: the clock of the day jumps at each look, by years and back, as one that is set does. */
const RealDate = Date;
const jumps = [0, 3.2e11, -3.2e11, -3.6e6, 1e10].map(Math.round);
let looks = process.pid;
const now = () => RealDate.now() + jumps[looks++ % jumps.length];

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [now()]));
  }

  static now() {
    return now();
  }
};
