/** CSS pixels that a figure may be wide: in a journal's column (85 mm) labels of 11 pixels are then 6 points high, in two (180 mm) as well. */
export const journalWidth = { column: 441, twoColumns: 935 } as const;

/** Of the paper at both sides of a figure, together. */
export const paperMargin = 16;
