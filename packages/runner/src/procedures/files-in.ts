/** Files that the choices of a cell name, wherever they stand. */
export const filesIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { file } = value as { file?: unknown };
  return [...(typeof file === 'string' ? [file] : []), ...Object.values(value).flatMap(filesIn)];
};
