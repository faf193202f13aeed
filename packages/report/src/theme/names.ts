import type { Setting, SettingValue } from '../rows/estimate-row.ts';

const estimators: Readonly<Record<string, string>> = {
  dv: 'DV',
  mine: 'MINE',
  'mine-f': 'MINE-f',
  nwj: 'NWJ',
  infonce: 'InfoNCE',
  js: 'JS',
  smile: 'SMILE',
  tuba: 'TUBA',
  flo: 'FLO',
  'i-alpha': 'I_α',
  remine: 'ReMINE',
  minee: 'MINEE',
  'f-dime-kl': 'KL-DIME',
  'f-dime-gan': 'GAN-DIME',
  'f-dime-hd': 'HD-DIME',
  club: 'CLUB',
  l1out: 'L1Out',
  doe: 'DoE',
  ksg: 'KSG',
  cca: 'CCA',
};

/** An estimator's name as papers write it; its id where we know no other. */
export const estimatorName = (id: string): string => (Object.hasOwn(estimators, id) ? estimators[id] : id);

const fields: Readonly<Record<string, string>> = {
  rho: 'ρ',
  dimension: 'dimension',
  n: 'n',
  batchSize: 'batch size',
  referenceSize: "reference samples n'",
  references: 'references',
  referencePool: 'reference pool',
  truth: 'true MI',
  'bound.tau': 'τ',
  sigma: 'σ',
};

/** A field's name in titles and headers. */
export const fieldName = (field: string): string => (Object.hasOwn(fields, field) ? fields[field] : field);

const axisTitles: Readonly<Record<string, string>> = {
  truth: 'true MI (nats)',
  rho: 'correlation ρ',
  sigma: 'noise σ',
};

/** A field's name with its unit, for an axis. */
export const axisTitle = (field: string): string =>
  Object.hasOwn(axisTitles, field) ? axisTitles[field] : fieldName(field);

const critics: Readonly<Record<string, string>> = {
  'joint-mlp': 'joint critic',
  'separable-mlp': 'separable critic',
  'small-weights': 'small weights',
};

const referenceModes: Readonly<Record<string, string>> = {
  shuffle: 'shuffled references',
  derange: 'deranged references',
};

/** A panel's heading: a critic or a way of drawing references by its own name, other fields with their value. */
export function panelTitle(field: string, value: SettingValue | undefined): string {
  const own = field === 'critic' ? critics : field === 'references' ? referenceModes : {};
  const id = String(value);
  return Object.hasOwn(own, id) ? own[id] : fieldEquals(field, value);
}

/** A parameter's value as text. */
export const valueText = (value: SettingValue | undefined): string => (value === undefined ? '—' : String(value));

/** `ρ = 0.5`, `critic = joint-mlp`. */
export const fieldEquals = (field: string, value: SettingValue | undefined): string =>
  `${fieldName(field)} = ${valueText(value)}`;

/** `MINE, critic = separable-mlp`: the estimator, and the fields that tell its variants apart. */
export const seriesName = (setting: Setting, variant: readonly string[]): string =>
  [
    estimatorName(String(setting.estimator)),
    ...variant.filter((field) => setting[field] !== undefined).map((field) => fieldEquals(field, setting[field])),
  ].join(', ');
