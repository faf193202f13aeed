import type { Choice, JsonObject } from '@minebench/core';

/** A task of the catalogue as it is certified. */
export interface CertifiedTask {
  readonly choice: Choice;
  /** Seconds that the certification took. */
  readonly seconds: number;
  readonly certificate: {
    readonly task: string;
    readonly dimX: number;
    readonly dimY: number;
    readonly mi: { readonly nats: number; readonly method: string; readonly standardError?: number };
    readonly verdict: 'certified' | 'refuted' | 'unresolved';
    readonly checks: readonly {
      readonly name: string;
      readonly verdict: 'holds' | 'fails' | 'unresolved';
      readonly detail: string;
      readonly numbers: JsonObject;
    }[];
  };
}

/** Every task that can be named: with its defaults, or as its example where it has none. */
export async function allTasks(): Promise<Choice[]> {
  const { tasks } = await import('@minebench/generators');
  return tasks.entries.map(({ id, example }) => ({ id, ...((example as object | undefined) ?? {}) }));
}

/**
 * Certifies tasks one after the other. Every choice is checked before the first begins.
 * @throws InputError where a task is not known or its options are refused
 */
export async function* certifyTasks(
  choices: readonly Choice[],
  options: { readonly standardError?: number; readonly seed?: number },
): AsyncGenerator<CertifiedTask> {
  const { certify, tasks } = await import('@minebench/generators');
  for (const [index, choice] of choices.entries()) tasks.resolve(choice, `TASK ${index + 1}`);
  for (const choice of choices) {
    const start = performance.now();
    const certificate = certify(tasks.create(choice, 'TASK'), options);
    yield { choice, certificate, seconds: (performance.now() - start) / 1000 };
  }
}
