import type { Setting } from '../rows/estimate-row.ts';
import { estimatorName, fieldEquals } from '../theme/names.ts';
import { varyingFields } from './varying-fields.ts';

/** Options without which a name says little: SMILE is an estimator for each of them. */
const ALWAYS = ['bound.tau'];

/** Names of estimators with the options of the bound that tell variants of one apart: `SMILE, τ = 1`. */
export function variantNames(settings: readonly Setting[]): (setting: Setting) => string {
  return (setting) => {
    const alike = settings.filter(({ estimator }) => estimator === setting.estimator);
    const varying = varyingFields(alike).filter((field) => field.startsWith('bound.'));
    const options = [...new Set([...ALWAYS, ...varying])];
    const named = options.filter((field) => setting[field] !== undefined);
    return [estimatorName(String(setting.estimator)), ...named.map((field) => fieldEquals(field, setting[field]))].join(
      ', ',
    );
  };
}
