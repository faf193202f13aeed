import type { Verdict } from '@minebench/core';

/** A verdict as a sign and a word, so that nothing is said by colour alone. */
export const verdictMarks: Readonly<Record<Verdict, string>> = {
  holds: '✓ holds',
  fails: '✗ fails',
  unresolved: '? unresolved',
};
