import type { Layout } from '../../../engine/contract/layouts.ts';

const kind = 'crossguard layout';

/** A layout as a file of the user's: what can be undone of it stays here. */
export const layoutFile = ({ name, dock }: Layout): string =>
  `${JSON.stringify({ kind, version: 1, name, dock: parsed(dock) }, null, 2)}\n`;

const parsed = (dock: string): unknown => (dock === '' ? null : JSON.parse(dock));

/** The layout of a file. @throws when it holds none */
export function layoutIn(text: string): Pick<Layout, 'name' | 'dock'> {
  const given: unknown = JSON.parse(text);
  if (typeof given !== 'object' || given === null || Reflect.get(given, 'kind') !== kind) {
    throw new Error('this is no file of a layout');
  }
  if (Reflect.get(given, 'version') !== 1) throw new Error('it is of a later version');
  const [name, dock]: readonly unknown[] = [Reflect.get(given, 'name'), Reflect.get(given, 'dock')];
  if (typeof name !== 'string') throw new Error('it has no name');
  return { name, dock: dock === null || dock === undefined ? '' : JSON.stringify(dock) };
}
