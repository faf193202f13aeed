import type { Cell } from '@minebench/core';

/** What of a cell its setting is made of: cells of one setting are alike but for their seeds and protocol, and take about as long as each other. */
export type SetCell = Pick<Cell, 'procedure' | 'params' | 'engine'>;

/**
 * Keys of the groups that a sweep's cells fall into. The cells share the objects that they are combined from: comparing those is cheap, where comparing their texts
 * is not, so that keys of one `Settings` mean nothing to another.
 */
export class Settings {
  private readonly identities = new WeakMap<object, number>();
  private lastIdentity = 0;

  /** Of a procedure's cells on an engine. */
  family({ procedure, engine }: SetCell): string {
    return `${procedure} ${engine}`;
  }

  /** Of those with one estimator, whatever it is tried on. */
  estimator(cell: SetCell): string {
    return `${this.family(cell)} estimator=${this.identityOf(cell.params.estimator)}`;
  }

  setting(cell: SetCell): string {
    const parts = Object.keys(cell.params).map((name) => `${name}=${this.identityOf(cell.params[name])}`);
    return `${this.family(cell)} ${parts.join(' ')}`;
  }

  private identityOf(value: unknown): string {
    if (typeof value !== 'object' || value === null) return String(value);
    const known = this.identities.get(value) ?? ++this.lastIdentity;
    this.identities.set(value, known);
    return `#${known}`;
  }
}
