import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { humanView } from '../src/run-view.ts';

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const hostile = 'two\nlines \u001b[2J\u202e';

it.each([
  ['a cell that failed', { event: 'cell-failed', cell: 'c', label: 'rho=0', reason: hostile, seconds: 1 } as const],
  ['the last words of a job', { event: 'note', text: hostile } as const],
])('%s is told on one line, without what would move the cursor of a terminal', (_, event) => {
  humanView()(event);
  expect(said).toMatch(/two lines \\u001b\[2J\\u202e\n$/);
  expect(said.match(/\n/g)).toHaveLength(1);
});

it('a record that is set aside runs again where it is of the run, and is only named where it is not', () => {
  const aside = (runsAgain: boolean) => ({ path: '/a', reason: 'it is empty', movedTo: '/b', runsAgain });
  humanView()({
    event: 'plan',
    experiment: 'e',
    store: '/s',
    cells: 1,
    done: 0,
    left: 1,
    stale: 0,
    workers: 1,
    setAside: [aside(true), aside(false)],
  });
  const [first, second] = said.split('\n');
  expect(first).toBe('record /a cannot be used: it is empty; set aside as /b, its cell runs again');
  expect(second).toBe('record /a cannot be used: it is empty; set aside as /b');
});
