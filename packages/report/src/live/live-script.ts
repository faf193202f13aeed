/** What the live page runs: asks for the state once a second and shows it. Text goes in as text, numbers go into charts as data. Written for browsers, kept as text. */
export const liveScript = `
(() => {
  'use strict';
  const element = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(element(id).textContent);
  const specifications = read('charts');
  const themes = read('themes');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const views = {};
  const drawCharts = async () => {
    for (const [id, specification] of Object.entries(specifications)) {
      if (views[id]) views[id].finalize();
      views[id] = await vegaEmbed(element(id), specification, {
        // A chart that has no data yet is no reason for a warning.
        mode: 'vega-lite', renderer: 'svg', ast: true, actions: false, logLevel: vega.Error, config: dark.matches ? themes.dark : themes.light,
      });
    }
  };
  const show = (id, rows) =>
    views[id].view.change('rows', vega.changeset().remove(() => true).insert(rows.map((row) => ({ ...row })))).runAsync();
  const clock = (seconds) => {
    const whole = Math.round(seconds);
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
    return parts[0] === '00' ? parts.slice(1).join(':') : parts.join(':');
  };
  const list = (id, lines, none) => {
    const items = (lines.length > 0 ? lines : [none]).map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    });
    element(id).replaceChildren(...items);
  };
  const rateOf = (points) => {
    const end = points[points.length - 1];
    const start = points.find((point) => point.seconds >= end.seconds - 120);
    const seconds = end.seconds - start.seconds;
    return seconds > 0 ? ((end.done - start.done) / seconds * 60).toPrecision(3) + ' cells a minute over the last ' + Math.round(seconds) + ' seconds' : '';
  };
  const render = async (state) => {
    const done = state.cells - state.left;
    const left = state.left === 0 ? 'all done'
      : state.runs === 0 ? 'nothing runs now'
      : state.secondsLeft === null ? 'no forecast yet' : 'about ' + clock(state.secondsLeft) + ' left on ' + state.workers + (state.workers === 1 ? ' worker' : ' workers');
    element('progress').textContent = done + ' of ' + state.cells + ' cells done: ' + state.completed + ' completed, ' + state.diverged + ' diverged, '
      + state.failed + ' failed; ' + left;
    element('share').value = state.share;
    list('running', state.running.map((cell) => cell.label + ': ' + Math.round(100 * cell.share) + '%, ' + clock(cell.seconds)), 'no cell');
    list('failures', state.failures.map((cell) => cell.label + ': ' + cell.reason), 'none');
    element('rate').textContent = rateOf(state.throughput);
    await show('curves', state.curves);
    await show('throughput', state.throughput);
    document.body.dataset.cells = String(done);
  };
  let last;
  const look = async () => {
    try {
      const response = await fetch('state.json');
      if (!response.ok) throw new Error(response.status);
      last = await response.json();
      element('lost').hidden = true;
      await render(last);
    } catch (error) {
      element('lost').hidden = false;
      console.error(error);
    }
    setTimeout(look, 1000);
  };
  dark.addEventListener('change', () => drawCharts().then(() => last && render(last)));
  drawCharts().then(look);
})();
`;
