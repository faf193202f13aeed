import { pageStyle } from '@minebench/report';

/**
 * The reports' style sheet, and what formulas and sliders need.
 * @param font - of formulas, in base64; empty where a page has none
 */
export const lectureStyle = (font: string): string => `${pageStyle}
${font === '' ? '' : `@font-face { font-family: "Lecture Math"; src: url(data:font/ttf;base64,${font}) format("truetype"); }`}
html { scroll-padding-top: 1rem; }
main { max-width: 50rem; }
header, footer { max-width: 50rem; }
p, li { max-width: none; }
math { font-family: "Lecture Math", "DejaVu Math TeX Gyre", "STIX Two Math", "Cambria Math", math; font-size: 1.08em; }
mo.tml-prime { transform: translateY(.22em); }
.display { overflow-x: auto; overflow-y: hidden; padding: .35rem 0; margin: .6rem 0; }
.display.numbered { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: .5rem; }
.display.numbered > math { overflow-x: auto; overflow-y: hidden; padding-bottom: .3rem; }
.unbroken, data { white-space: nowrap; }
.equation-number { color: var(--muted); }
.display:target .equation-number { color: var(--link); font-weight: bold; }
.statement { border-left: 4px solid var(--link); background: var(--raised); padding: .2rem 1rem; margin: 1rem 0; }
data { font-variant-numeric: tabular-nums; text-decoration: underline dotted var(--muted); text-underline-offset: .2em; text-decoration-thickness: 1px; }
math data { text-decoration: none; }
.controls { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; margin-bottom: .5rem; }
.control { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; border: 0; margin: 0; padding: 0; }
.control legend { float: left; margin-right: .75rem; padding: 0; } .control .value { min-width: 5.5rem; font-variant-numeric: tabular-nums; font-weight: bold; }
input[type=range] { width: 14rem; max-width: 60vw; accent-color: var(--link); } input[type=radio] { accent-color: var(--link); }
input:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
.reading { border-left: 4px solid var(--line); padding-left: .75rem; margin: .5rem 0; font-variant-numeric: tabular-nums; min-height: 3.1em; }
.chart svg { display: block; max-width: 100%; height: auto; }
.pages { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 3rem; }
.records { color: var(--muted); }
.sources { font-size: .9rem; } .sources dt { margin-top: .5rem; }
nav ol { padding-left: 1.4rem; } nav [aria-current] { font-weight: bold; }
@media (max-width: 40rem) { h1 { font-size: 1.4rem; } .display.numbered { grid-template-columns: minmax(0, 1fr); gap: 0; } .equation-number { text-align: right; } input[type=range] { width: 9rem; } .control .value { min-width: 2rem; } }
@media print { .chart { display: block !important; } .controls { display: none; } }
`;
