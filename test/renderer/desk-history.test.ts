import { expect, test } from 'vitest';
import { mostUndone, usualLayouts, type Layout } from '../../src/engine/contract/layouts.ts';
import { arranged, redone, undone } from '../../src/renderer/views/desk/history.ts';
import { layoutFile, layoutIn } from '../../src/renderer/views/desk/layout-file.ts';
import { distance } from '../../src/renderer/views/desk/moves.ts';
import { focusOn, paramsOf } from '../../src/renderer/views/desk/panels.ts';

const [usual] = usualLayouts.all;
if (usual === undefined) throw new Error('there is a layout');
const first: Layout = usual;

const dock = (views: readonly string[], more: object = {}): string =>
  JSON.stringify({ grid: { root: { data: views, size: 5 } }, ...more });

test('what was moved can be undone and redone; a new move forgets what was undone', () => {
  const begun = arranged(first, dock(['a']));
  expect(begun.past).toEqual([]);
  const moved = arranged(arranged(begun, dock(['a', 'b'])), dock(['b', 'a']));
  expect(moved.past).toEqual([dock(['a']), dock(['a', 'b'])]);
  const back = undone(undone(moved));
  expect(back.dock).toBe(dock(['a']));
  expect(undone(back)).toBe(back);
  expect(redone(back).dock).toBe(dock(['a', 'b']));
  expect(redone(redone(back))).toEqual(moved);
  expect(arranged(redone(back), dock(['c'])).future).toEqual([]);
});

test('sizes, what is in front and what a panel shows are kept, but are nothing to undo', () => {
  const before = arranged(first, dock(['a'], { activeGroup: '1', panels: { x: { focus: '' } } }));
  const later = `{"panels":{"x":{"focus":"BTC"}},"activeGroup":"2","grid":{"root":{"size":9,"data":["a"]}}}`;
  const after = arranged(before, later);
  expect(after).toEqual({ ...before, dock: later });
});

test('no more than the last changes are kept', () => {
  let layout: Layout = first;
  for (let i = 0; i < mostUndone + 10; i++) layout = arranged(layout, dock([String(i)]));
  expect(layout.past).toHaveLength(mostUndone);
  expect(layout.past.at(-1)).toBe(dock([String(mostUndone + 8)]));
});

test('a file of a layout holds its name and arrangement; other files are refused', () => {
  const layout = { ...first, name: 'Night', dock: dock(['a']), past: ['x'] };
  expect(layoutIn(layoutFile(layout))).toEqual({ name: 'Night', dock: dock(['a']) });
  expect(layoutFile(layout)).not.toContain('past');
  expect(() => layoutIn('{"kind":"other"}')).toThrow('no file of a layout');
  expect(() => layoutIn('{"kind":"crossguard layout","version":2}')).toThrow('later version');
  expect(() => layoutIn('{"kind":"crossguard layout","version":1}')).toThrow('has no name');
  expect(() => layoutIn('not JSON')).toThrow();
});

test('a panel of a view that is not there is none; what follows an underlying is told so', () => {
  expect(paramsOf({ view: 'nothing' })).toBeNull();
  expect(paramsOf({ view: 'desk' })).toBeNull();
  expect(paramsOf(null)).toBeNull();
  expect(paramsOf({ view: 'risk', focus: 7, link: 'Z' })).toEqual({
    view: 'risk',
    focus: '',
    link: null,
  });
  const market = { view: 'market', focus: 'book~ETH', link: 'A' } as const;
  expect(focusOn('BTC', market)).toBe('book~BTC');
  expect(focusOn('BTC', { ...market, view: 'exposures' })).toBe('BTC');
  expect(focusOn('BTC', { ...market, view: 'warnings' })).toBeNull();
});

test('what lies beside in a direction is found, and nothing else', () => {
  const box = (left: number, top: number) => ({ left, top, right: left + 10, bottom: top + 10 });
  expect(distance(box(0, 0), box(10, 5), 'right')).toBe(0);
  expect(distance(box(0, 0), box(10, 5), 'left')).toBeNull();
  expect(distance(box(0, 0), box(10, 10), 'right')).toBeNull();
  expect(distance(box(0, 20), box(5, 0), 'above')).toBe(10);
  expect(distance(box(0, 0), box(0, 11), 'below')).toBe(1);
});
