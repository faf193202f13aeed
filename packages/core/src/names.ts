/** The members of a record whose names begin with a prefix, under the rest of their names: `optimizer.sum` as `sum`. */
export const namesWithin = <T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

/** The inverse of {@link namesWithin}: `sum` as `optimizer.sum`. States of several parts travel as one record. */
export const prefixNames = <T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [prefix + name, value]));
