/**
 * What a page runs: draws each chart in the colours and the width of the reader's screen, and sets its parameters as the reader moves sliders. Where that fails, the still
 * pictures stay. Written for browsers, kept as text.
 */
export const lectureScript = `
(() => {
  'use strict';
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const charts = read('chart-data');
  const themes = read('chart-themes');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const views = new Map();
  const narrow = 560;

  const specification = (chart, width) => {
    const columns = width < narrow ? 1 : chart.panels.length;
    const params = chart.controls.map(({ name, values, at }) => ({ name, value: values[at] }));
    const base = { params, data: { name: 'rows', values: chart.rows }, description: chart.description };
    if (chart.panels.length === 1)
      return { ...base, ...chart.panels[0], width: width - 8, autosize: { type: 'fit-x', contains: 'padding' } };
    const share = Math.floor(width / columns) - 82;
    return { ...base, columns, concat: chart.panels.map((panel) => ({ ...panel, width: share })) };
  };

  const draw = async (id) => {
    const chart = charts[id];
    const place = document.getElementById(id + '-chart');
    const width = Math.max(260, Math.floor(place.clientWidth));
    const fresh = document.createElement('div');
    try {
      const drawn = await vegaEmbed(fresh, specification(chart, width), {
        mode: 'vega-lite', renderer: 'svg', ast: true, actions: false, config: dark.matches ? themes.dark : themes.light,
      });
      views.get(id)?.finalize();
      views.set(id, drawn);
      chart.width = width;
      place.replaceChildren(fresh);
      place.dataset.drawn = 'yes';
    } catch (error) {
      console.error(error);
    }
  };

  const drawAll = async () => { for (const id of Object.keys(charts)) await draw(id); };

  const set = async (input) => {
    const chart = charts[input.dataset.chart];
    const control = chart.controls.find(({ name }) => name === input.dataset.control);
    control.at = Number(input.value);
    const text = control.shown[control.at];
    if (input.type === 'range') {
      input.setAttribute('aria-valuetext', text);
      document.getElementById(input.id + '-value').textContent = text;
    }
    document.getElementById(input.dataset.chart + '-reading').textContent =
      chart.readings[chart.controls.map(({ at }) => at).join(',')];
    const view = views.get(input.dataset.chart)?.view;
    if (view) await view.signal(control.name, control.values[control.at]).runAsync();
  };

  for (const input of document.querySelectorAll('[data-control]')) {
    // a browser that goes back to the page may keep what was set
    if (input.type === 'range') input.value = input.getAttribute('value');
    else input.checked = input.defaultChecked;
    input.addEventListener('input', () => set(input));
  }
  dark.addEventListener('change', drawAll);
  let waiting = 0;
  addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      for (const id of Object.keys(charts))
        if (Math.abs(document.getElementById(id + '-chart').clientWidth - charts[id].width) > 8) draw(id);
    }, 150);
  });
  drawAll();
})();
`;
