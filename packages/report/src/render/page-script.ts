/**
 * What the page runs: replaces each still picture by a chart with tooltips, in the colours of the reader's screen, and again when those change.
 * Where that fails, the still picture stays. Written for browsers, kept as text.
 */
export const pageScript = `
(() => {
  'use strict';
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const figures = read('figure-data');
  const themes = read('figure-themes');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const options = () => ({
    mode: 'vega-lite', renderer: 'svg', ast: true, config: dark.matches ? themes.dark : themes.light,
    actions: { export: { svg: true, png: true }, source: false, compiled: false, editor: false },
  });
  const drawn = new Map();
  const draw = async (id, specification) => {
    const still = document.getElementById('still-' + id);
    const chart = document.getElementById('chart-' + id);
    try {
      if (drawn.has(id)) drawn.get(id).finalize();
      chart.hidden = false;
      drawn.set(id, await vegaEmbed(chart, specification, options()));
      const svg = chart.querySelector('svg');
      chart.classList.toggle('column', svg !== null && svg.width.baseVal.value <= 480);
      still.style.display = 'none';
    } catch (error) {
      chart.hidden = true;
      still.style.display = '';
      console.error(error);
    }
  };
  const drawAll = async () => { for (const [id, specification] of Object.entries(figures)) await draw(id, specification); };
  dark.addEventListener('change', drawAll);
  drawAll();
})();
`;
