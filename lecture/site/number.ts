import { escapeHtml } from '@minebench/report';
import type { Reading } from './records.ts';
import type { Inset } from './text.ts';

/** A true minus sign, as in formulas. */
const minus = (shown: string): string => (Number(shown) === 0 ? shown.replace('-', '') : shown.replace('-', '−'));

/** A value as it stands, with a true minus sign. */
export const plain = (value: number | string): string => String(value).replace(/^-(?=\d)/, '−');

/** Digits of a value with so many decimals. */
export const decimals = (value: number, places: number): string => minus(value.toFixed(places));

/** A value with so many significant digits: a chart shows no more, and a page is the smaller for it. */
export const digits = (value: number, places: number): number => Number(value.toPrecision(places));

/** Whole numbers in groups of three. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');

function inset({ value, source }: Reading, shown: string, tex: string): Inset {
  return { html: `<data value="${value}" title="${escapeHtml(source)}">${shown}</data>`, tex };
}

/** A reading in text, with so many decimals; its source is its title. */
export function number(reading: Reading, places = 3): Inset {
  const shown = decimals(reading.value, places);
  return inset(reading, shown, `{${shown.replace('−', '-')}}`);
}

/** A whole number. */
export const whole = (reading: Reading): Inset =>
  inset(reading, grouped(reading.value), `{${String(reading.value).replace(/\B(?=(\d{3})+$)/g, '\\,')}}`);

/** A share as per cent. */
export const percent = ({ value, source }: Reading, places = 1): Inset =>
  inset({ value, source }, `${decimals(100 * value, places)} %`, `{${(100 * value).toFixed(places)}\\,\\%}`);

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `1.06·10⁻³`, as text. */
export function power(value: number, places: number): string {
  const [mantissa, exponent] = value.toExponential(places).split('e');
  const superscript = exponent
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => raised[Number(digit)]);
  return `${minus(mantissa)}·10${superscript}`;
}

/** Decimals where they say enough, a power of ten where the number is very small or large. */
export const brief = (value: number, places: number): string =>
  value !== 0 && (Math.abs(value) < 0.01 || Math.abs(value) >= 1000) ? power(value, 1) : decimals(value, places);

/** A very small or large number as a power of ten. */
export function scientific(reading: Reading, places = 1): Inset {
  const [mantissa, power] = reading.value.toExponential(places).split('e');
  const exponent = Number(power);
  return inset(
    reading,
    `${minus(mantissa)} × 10<sup>${minus(String(exponent))}</sup>`,
    `{${mantissa}\\times 10^{${exponent}}}`,
  );
}
