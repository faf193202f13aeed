import type { Setting } from '../rows/estimate-row.ts';
import { estimatorName, fieldEquals } from '../theme/names.ts';
import { varyingFields } from './varying-fields.ts';

/** Names of estimators with the options of the bound that tell variants of one apart: `SMILE, τ = 1`. */
export function variantNames(settings: readonly Setting[]): (setting: Setting) => string {
  return (setting) => {
    const alike = settings.filter(({ estimator }) => estimator === setting.estimator);
    const options = varyingFields(alike).filter((field) => field.startsWith('bound.'));
    const named = options.filter((field) => setting[field] !== undefined);
    return [estimatorName(String(setting.estimator)), ...named.map((field) => fieldEquals(field, setting[field]))].join(
      ', ',
    );
  };
}
