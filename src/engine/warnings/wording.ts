/** A number for a sentence: thousands apart by thin spaces, a true minus, as many digits as matter. */
export function figure(x: number): string {
  const size = Math.abs(x);
  const digits = size >= 100 || size === 0 ? 0 : size >= 1 ? 2 : 4;
  const [whole = '', fraction] = size.toFixed(digits).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, '\u202F');
  return `${x < 0 ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A fraction as a percentage with one decimal: `87.2 %`. */
export const percentage = (fraction: number): string =>
  `${fraction < 0 ? '\u2212' : ''}${Math.abs(fraction * 100).toFixed(1)} %`;
