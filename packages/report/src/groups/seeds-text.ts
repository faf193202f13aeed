/** What a run's seeds are called: one number where both are the same. */
export const seedsText = ({ dataSeed, initSeed }: { readonly dataSeed: number; readonly initSeed: number }): string =>
  dataSeed === initSeed ? `seed ${dataSeed}` : `seeds ${dataSeed}/${initSeed}`;
