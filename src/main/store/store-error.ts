import Database from 'better-sqlite3';

/** What went wrong with the store, for deciding what to offer; the message is for the user. */
export type StoreErrorKind =
  /** Another process has the store open for writing. */
  | 'locked'
  /** This process is in the middle of an import. */
  | 'busy'
  /** Written by a later version of Crossguard. */
  | 'newer'
  | 'damaged'
  /** A file of another kind, or another program's database. */
  | 'not-a-store'
  | 'missing'
  /** The place to write to is taken already. */
  | 'exists'
  | 'permission'
  | 'read-only'
  | 'full'
  | 'unknown-import'
  | 'failed';

/** A fault of the store whose message a user understands: what was found, where, and what to do. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** The code of an error of SQLite (`SQLITE_FULL`) or of the system (`EACCES`); empty if it has none. */
function code(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** Which kind a code belongs to; the first match counts. */
const kinds: readonly (readonly [RegExp, StoreErrorKind])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)$/, 'full'],
  [
    /^(SQLITE_READONLY.*|SQLITE_CANTOPEN.*|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS)$/,
    'permission',
  ],
  [/^SQLITE_NOTADB$/, 'not-a-store'],
  [/^SQLITE_CORRUPT.*$/, 'damaged'],
  [/^(SQLITE_BUSY.*|SQLITE_LOCKED.*)$/, 'locked'],
  [/^ENOENT$/, 'missing'],
];

function sentence(kind: StoreErrorKind, path: string, detail: string): string {
  switch (kind) {
    case 'full':
      return `The disk that holds ${path} is full. Nothing of the last step was kept; free some space and repeat it.`;
    case 'permission':
      return `${path} cannot be opened or written with the rights of this user (${detail}).`;
    case 'not-a-store':
      return `${path} is not a Crossguard store, or its beginning is damaged (${detail}). If it was one, restore a backup.`;
    case 'damaged':
      return `${path} is damaged (${detail}). Restore a backup: the damaged files are kept beside it.`;
    case 'locked':
      return `${path} is in use by another process (${detail}).`;
    case 'missing':
      return `${path} does not exist.`;
    default:
      return `${path}: ${detail}`;
  }
}

/** The same fault as a `StoreError`; one that is already passes unchanged. */
export function storeError(path: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const found = code(error);
  const kind = kinds.find(([pattern]) => pattern.test(found))?.[1] ?? 'failed';
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreError(kind, sentence(kind, path, detail), error);
}

/** The result of `step`, or its fault as a `StoreError` about the store at `path`. */
export function guarded<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw isOurs(error) ? error : storeError(path, error);
  }
}

/** A broken rule of our own is no fault of the store and keeps its name. */
function isOurs(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Invariant:');
}
