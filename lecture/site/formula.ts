import temml from 'temml';

/** Short forms of the lecture's own. */
const macros = {
  '\\E': '\\mathbb{E}',
  '\\KL': 'D\\!\\left(#1\\,\\middle\\|\\,#2\\right)',
  '\\PXY': 'P_{XY}',
  '\\Var': '\\operatorname{Var}',
  '\\Cov': '\\operatorname{Cov}',
};

/**
 * TeX as MathML, made when the page is built: browsers and screen readers need nothing else. The TeX stays in an annotation.
 * @throws ParseError where the formula is not sound
 */
export const formula = (tex: string, displayMode = false): string =>
  temml
    .renderToString(tex.trim(), {
      displayMode,
      annotate: true,
      throwOnError: true,
      strict: true,
      macros: { ...macros },
    })
    // the browsers' own default, said inline by older ones' need
    .replace('<math>', '<math display="inline">');
