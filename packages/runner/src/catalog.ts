/** What can be named in an experiment. */
export type CatalogNoun = 'tasks' | 'bounds' | 'critics' | 'baselines' | 'optimizers' | 'engines';

export const catalogNouns: readonly CatalogNoun[] = [
  'tasks',
  'bounds',
  'critics',
  'baselines',
  'optimizers',
  'engines',
];

/** Names and one-line summaries of everything of a kind. */
export async function listEntries(noun: CatalogNoun): Promise<{ readonly id: string; readonly summary: string }[]> {
  const { entries } = await registryOf(noun);
  return entries.map(({ id, summary }) => ({ id, summary }));
}

async function registryOf(noun: CatalogNoun): Promise<{
  readonly entries: readonly { readonly id: string; readonly summary: string }[];
}> {
  if (noun === 'tasks') return (await import('@minebench/generators')).tasks;
  if (noun === 'engines') return (await import('@minebench/engine')).engines;
  return (await import('@minebench/estimators'))[noun];
}
