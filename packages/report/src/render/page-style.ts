/** The page's style sheet. Colours are variables, so that a dark screen changes them in one place. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #ffffff; --raised: #f6f7f8; --ink: #1a1a1a; --muted: #595959; --line: #d5d8dc; --link: #00558a;
  --holds: #00634a; --fails: #a13d00; --open: #6b5200; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181c; --raised: #1e2227; --ink: #ececec; --muted: #a9afb6; --line: #3a4047; --link: #7cc4f2;
    --holds: #4fd3aa; --fails: #ff9a5c; --open: #f0d060; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 "DejaVu Sans", Verdana, system-ui, sans-serif; }
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
p { max-width: 46rem; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, .scroll:focus-visible, .chart:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; } .skip:focus { position: static; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; }
.question { font-size: 1.1rem; }
.banner { border-left: 4px solid var(--open); background: var(--raised); padding: .6rem 1rem; }
.claims { list-style: none; padding: 0; display: grid; gap: .75rem; }
.claim { border: 1px solid var(--line); border-left: 5px solid var(--tone); border-radius: 4px; background: var(--raised); padding: .7rem 1rem; }
.claim p { margin: .3rem 0; } .claim .name { font-weight: bold; }
.claim .verdict { color: var(--tone); font-weight: bold; margin-right: .5rem; white-space: nowrap; }
.holds { --tone: var(--holds); } .fails { --tone: var(--fails); } .unresolved { --tone: var(--open); }
.reason, .note, figcaption { color: var(--muted); font-size: .9rem; }
figure { margin: 1.5rem 0 2.5rem; }
figcaption { max-width: 46rem; overflow-wrap: anywhere; } figcaption b { color: var(--ink); }
.static { display: block; max-width: 100%; height: auto; background: #ffffff; }
.chart { overflow-x: auto; } .chart.vega-embed { display: block; padding-right: 2.5rem; }
.scroll { overflow: auto; max-height: 40rem; border: 1px solid var(--line); border-radius: 4px; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; width: 100%; }
caption { text-align: left; padding: .5rem .7rem; font-weight: bold; }
th, td { padding: .3rem .7rem; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
td { max-width: 34rem; } td.number, th.number { text-align: right; white-space: nowrap; }
thead th { position: sticky; top: 0; background: var(--raised); }
details { margin-top: .4rem; } summary { cursor: pointer; color: var(--link); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; } dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
code { font-family: "DejaVu Sans Mono", ui-monospace, monospace; font-size: .9em; background: var(--raised); padding: .1em .3em; border-radius: 3px; }
footer { color: var(--muted); font-size: .85rem; padding: 2rem 1.25rem 3rem; }
@media print { .chart { display: none; } .static { display: block !important; } .scroll { max-height: none; overflow: visible; } nav { display: none; } }
@media (max-width: 40rem) { .chart.column.vega-embed { padding-right: 0; } .chart.column svg.marks { max-width: 100%; height: auto; }
  dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; } }
`;
