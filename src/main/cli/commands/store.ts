import { parseArgs } from 'node:util';
import { openStore } from '../../store/open.ts';
import { restoreStore } from '../../store/restore.ts';
import { storeError } from '../../store/store-error.ts';

const usage = `usage: npm run --silent crossguard -- store ACTION --store FILE [--json]

  store check --store FILE                looks at all of it: structure, rows of each import, contents
  store backup --store FILE --to FILE     copies it while it is in use; never replaces a file
  store restore --store FILE --from FILE  puts a backup in its place; the former files are renamed

exit code: 0 done, 1 not done or problems found
`;

type Request = {
  readonly action: string;
  readonly store: string;
  readonly to: string | undefined;
  readonly from: string | undefined;
  readonly json: boolean;
};

/** What a run has to say: to programs, and to people. */
type Answer = { readonly sound: boolean; readonly json: object; readonly lines: readonly string[] };

/** The arguments, or a sentence on what is wrong with them. */
function request(args: readonly string[]): Request | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        store: { type: 'string' },
        to: { type: 'string' },
        from: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [action, ...more] = positionals;
    const { store, to, from, json } = values;
    if (action === undefined || !Object.hasOwn(actions, action)) {
      return action === undefined ? 'which action?' : `there is no action "${action}"`;
    }
    if (more.length > 0) return `"${more.join(' ')}" is not expected`;
    if (store === undefined) return 'which store? Name its file with --store';
    if (action === 'backup' && to === undefined) return 'where to? Name the new file with --to';
    if (action === 'restore' && from === undefined) return 'from what? Name the backup with --from';
    return { action, store, to, from, json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const actions: Readonly<Record<string, (request: Request) => Answer | Promise<Answer>>> = {
  check: checked,
  backup: backedUp,
  restore: restored,
};

function checked({ store }: Request): Answer {
  const opened = openStore(store, { readOnly: true, now: Date.now });
  try {
    const { problems, version, imports, facts } = opened.check();
    const sound = problems.length === 0;
    const summary = `${store}: store version ${version}, ${imports} imports, ${facts} facts looked at`;
    return {
      sound,
      json: { store, ok: sound, version, imports, facts, problems },
      lines: [summary, ...(sound ? ['no problems found'] : problems)],
    };
  } finally {
    opened.close();
  }
}

async function backedUp({ store, to = '' }: Request): Promise<Answer> {
  const opened = openStore(store, { readOnly: true, now: Date.now });
  try {
    const copy = await opened.backup(to);
    return {
      sound: true,
      json: { store, ok: true, to: copy.path, bytes: copy.bytes },
      lines: [`${copy.path}: backup of ${store}, ${copy.bytes} bytes, checked`],
    };
  } finally {
    opened.close();
  }
}

function restored({ store, from = '' }: Request): Answer {
  const { kept } = restoreStore(store, from, Date.now());
  return {
    sound: true,
    json: { store, ok: true, from, kept },
    lines: [
      `${store}: restored from ${from}`,
      ...kept.map((path) => `the former file is kept as ${path}`),
    ],
  };
}

/** Looks after a store's files. @returns 0 done, 1 not done or problems found */
export async function run(args: readonly string[]): Promise<number> {
  const asked = request(args);
  if (typeof asked === 'string') {
    process.stderr.write(`crossguard store: ${asked}\n${usage}`);
    return 1;
  }
  try {
    const answer = await actions[asked.action]?.(asked);
    if (answer === undefined) return 1;
    const text = asked.json ? JSON.stringify(answer.json) : answer.lines.join('\n');
    process.stdout.write(`${text}\n`);
    return answer.sound ? 0 : 1;
  } catch (error) {
    const { kind, message } = storeError(asked.store, error);
    process.stderr.write(`crossguard store: ${message}\n`);
    if (asked.json) {
      const { store } = asked;
      process.stdout.write(`${JSON.stringify({ store, ok: false, fault: kind, message })}\n`);
    }
    return 1;
  }
}
