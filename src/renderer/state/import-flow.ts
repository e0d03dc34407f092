import { largestPart, type ImportOptions, type SentFile } from '../../engine/contract/contract.ts';
import type { FileReport, ImportPreview } from '../../engine/contract/imports.ts';
import type { Desk } from './desk.ts';
import { faultText } from './desk.ts';

/** A file that was dropped and not yet kept. */
export type Draft = {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  /** What the workstation calls it; null until it was announced. */
  readonly file: string | null;
  /** Bytes that the workstation has. */
  readonly sent: number;
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
  /** Gives drafts up, whatever is being done with them. */
  readonly discard: (keys: readonly number[]) => Promise<void>;
  readonly commit: () => Promise<void>;
  /** Stops the commit that runs: what was not kept yet stays a draft. */
  readonly stop: () => Promise<void>;
};

const asFound: ImportOptions = { account: null, format: null, mapping: null };

type Committable = Draft & { readonly file: string; readonly preview: ImportPreview };

const isCommittable = (draft: Draft): draft is Committable =>
  draft.file !== null &&
  draft.preview !== null &&
  draft.preview.report.refused === null &&
  draft.preview.report.kept > 0;

/** Drafts that a commit would keep something of. */
export const committable = ({ drafts }: ImportView): readonly Committable[] =>
  drafts.filter(isCommittable);

async function columnsOf(file: File): Promise<readonly string[]> {
  const line = (await file.slice(0, 8192).text()).replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const separator = [';', '\t', ','].find((mark) => line.includes(mark)) ?? ',';
  return line.split(separator).map((name) => name.trim().replaceAll(/^"|"$/g, ''));
}

/** @param base64Of reads bytes as base64 */
export function createImportFlow(
  ask: Desk['ask'],
  base64Of: (bytes: Blob) => Promise<string>,
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
  const isHere = (key: number): boolean => view.drafts.some((draft) => draft.key === key);

  const read = async (key: number, sent: SentFile): Promise<void> => {
    try {
      replace(key, { preview: await ask('previewImport', sent), fault: '' });
    } catch (fault) {
      replace(key, { preview: null, fault: faultText(fault) });
    }
  };

  /** Sends a file in parts; ends early when its draft was given up. */
  const send = async (key: number, file: File): Promise<void> => {
    const { name, size } = file;
    const columns = await columnsOf(file);
    const token = await ask('openFile', { name, size });
    replace(key, { file: token, columns });
    for (let from = 0; from < size && isHere(key); from += largestPart) {
      const part = file.slice(from, from + largestPart);
      await ask('sendPart', { file: token, base64: await base64Of(part) });
      replace(key, { sent: from + part.size });
    }
    if (isHere(key)) await read(key, { file: token, options: asFound });
    else await ask('closeFiles', [token]);
  };

  const add = async (files: readonly File[]): Promise<void> => {
    const drafts = files.map(({ name, size }): Draft => ({
      key: (lastKey += 1),
      name,
      size,
      file: null,
      sent: 0,
      columns: [],
      options: asFound,
      preview: null,
      fault: '',
    }));
    change({ kept: [], fault: '', drafts: [...view.drafts, ...drafts] });
    for (const [index, { key }] of drafts.entries()) {
      const file = files[index];
      if (file === undefined || !isHere(key)) continue;
      try {
        await send(key, file);
      } catch (fault) {
        replace(key, { fault: faultText(fault) });
      }
    }
  };

  const revise = async (key: number, options: Partial<ImportOptions>): Promise<void> => {
    const before = view.drafts.find((draft) => draft.key === key);
    if (before === undefined || before.file === null) return;
    const wanted = { ...before.options, ...options };
    replace(key, { options: wanted, preview: null, fault: '' });
    await read(key, { file: before.file, options: wanted });
  };

  const discard = async (keys: readonly number[]): Promise<void> => {
    const gone = view.drafts.filter(({ key }) => keys.includes(key));
    change({ drafts: view.drafts.filter(({ key }) => !keys.includes(key)) });
    const files = gone.flatMap(({ file }) => (file === null ? [] : [file]));
    if (files.length > 0) await ask('closeFiles', files);
  };

  const commit = async (): Promise<void> => {
    const drafts = committable(view);
    change({ busy: true, fault: '' });
    try {
      const files = drafts.map(({ file, options }) => ({ file, options }));
      const reports = await ask('commitImports', files);
      const kept = reports.filter(({ refused }) => refused === null);
      const gone = new Set(
        drafts.filter((_, index) => reports[index]?.refused === null).map(({ key }) => key),
      );
      change({
        drafts: view.drafts.filter(({ key }) => !gone.has(key)),
        kept,
        busy: false,
        fault: reports.find(({ refused }) => refused !== null)?.refused?.message ?? '',
      });
    } catch (fault) {
      change({ busy: false, fault: faultText(fault) });
    }
  };

  const stop = async (): Promise<void> => {
    await ask('stopImports');
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
    stop,
  };
}
