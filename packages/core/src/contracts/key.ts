/**
 * A splittable random key: 64 bits as two unsigned 32-bit words. Keys are explicit arguments everywhere; there is no global generator.
 * The same key gives the same bytes on every machine.
 */
export interface Key {
  readonly hi: number;
  readonly lo: number;
}
