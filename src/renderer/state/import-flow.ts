import type { ImportOptions } from '../../engine/contract/contract.ts';
import type { FileReport, ImportPreview } from '../../engine/contract/imports.ts';
import type { Desk } from './desk.ts';
import { faultText } from './desk.ts';

/** A file that was dropped and not yet kept. */
export type Draft = {
  readonly key: number;
  readonly name: string;
  readonly base64: string;
  /** Column names of the first line, for mapping a CSV that nobody recognises. */
  readonly columns: readonly string[];
  readonly options: ImportOptions;
  /** Null while it is being read, or when reading failed. */
  readonly preview: ImportPreview | null;
  readonly fault: string;
};

export type ImportView = {
  readonly drafts: readonly Draft[];
  /** Reports of the last commit, until the next file is dropped. */
  readonly kept: readonly FileReport[];
  readonly busy: boolean;
  readonly fault: string;
};

/** Files on their way into the store. Lives as long as the window, so leaving the view loses nothing. */
export type ImportFlow = {
  readonly view: () => ImportView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (files: readonly File[]) => Promise<void>;
  /** Reads the draft again with other options. */
  readonly revise: (key: number, options: Partial<ImportOptions>) => Promise<void>;
  readonly discard: (keys: readonly number[]) => Promise<void>;
  readonly commit: () => Promise<void>;
};

/** What one message can carry; the command line reads larger files. */
const mostBytes = 256 * 1024 * 1024;

const asFound: ImportOptions = { account: null, format: null, mapping: null };

/** Drafts that a commit would keep something of. */
export const committable = ({ drafts }: ImportView): readonly ImportPreview[] =>
  drafts.flatMap(({ preview }) =>
    preview !== null && preview.report.refused === null && preview.report.kept > 0 ? [preview] : [],
  );

async function columnsOf(file: File): Promise<readonly string[]> {
  const line = (await file.slice(0, 8192).text()).replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const separator = [';', '\t', ','].find((mark) => line.includes(mark)) ?? ',';
  return line.split(separator).map((name) => name.trim().replaceAll(/^"|"$/g, ''));
}

/** @param base64Of reads the bytes of a file as base64 */
export function createImportFlow(
  ask: Desk['ask'],
  base64Of: (file: File) => Promise<string>,
): ImportFlow {
  let view: ImportView = { drafts: [], kept: [], busy: false, fault: '' };
  let lastKey = 0;
  const listeners = new Set<() => void>();
  const change = (part: Partial<ImportView>): void => {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  };
  const replace = (key: number, part: Partial<Draft>): void =>
    change({
      drafts: view.drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)),
    });
  const forget = (tokens: readonly string[]): Promise<null> =>
    tokens.length === 0 ? Promise.resolve(null) : ask('discardImports', tokens);

  const read = async (draft: Draft): Promise<void> => {
    const { key, name, base64, options } = draft;
    try {
      const preview = await ask('previewImport', { name, base64, options });
      replace(key, { preview, fault: '' });
    } catch (fault) {
      replace(key, { preview: null, fault: faultText(fault) });
    }
  };

  const add = async (files: readonly File[]): Promise<void> => {
    change({ kept: [], fault: '' });
    for (const file of files) {
      const key = (lastKey += 1);
      const { name } = file;
      const empty: Draft = {
        key,
        name,
        base64: '',
        columns: [],
        options: asFound,
        preview: null,
        fault: '',
      };
      change({ drafts: [...view.drafts, empty] });
      if (file.size > mostBytes) {
        replace(key, { fault: 'The file is larger than 256 MiB: use `crossguard import`.' });
        continue;
      }
      try {
        const draft = { ...empty, base64: await base64Of(file), columns: await columnsOf(file) };
        replace(key, draft);
        await read(draft);
      } catch (fault) {
        replace(key, { fault: faultText(fault) });
      }
    }
  };

  const revise = async (key: number, options: Partial<ImportOptions>): Promise<void> => {
    const before = view.drafts.find((draft) => draft.key === key);
    if (before === undefined) return;
    const draft: Draft = { ...before, options: { ...before.options, ...options }, preview: null };
    replace(key, draft);
    await forget(before.preview === null ? [] : [before.preview.token]);
    await read(draft);
  };

  const discard = async (keys: readonly number[]): Promise<void> => {
    const gone = view.drafts.filter(({ key }) => keys.includes(key));
    change({ drafts: view.drafts.filter(({ key }) => !keys.includes(key)) });
    await forget(gone.flatMap(({ preview }) => (preview === null ? [] : [preview.token])));
  };

  const commit = async (): Promise<void> => {
    const tokens = committable(view).map(({ token }) => token);
    change({ busy: true, fault: '' });
    try {
      const kept = await ask('commitImports', tokens);
      const rest = view.drafts.filter(({ preview }) => !tokens.includes(preview?.token ?? ''));
      change({ drafts: rest, kept, busy: false });
    } catch (fault) {
      change({ busy: false, fault: faultText(fault) });
    }
  };

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add,
    revise,
    discard,
    commit,
  };
}
