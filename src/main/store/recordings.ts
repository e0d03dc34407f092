import { hash } from 'node:crypto';
import { type Instant, instant } from '../../engine/values/units.ts';
import type { Connection } from './connection.ts';
import { digest } from './fact.ts';
import { latestInstant } from './origin.ts';
import { bytes, number, type Row, text } from './row.ts';
import { StoreError } from './store-error.ts';

/** What is known of a stored run of messages without unpacking it. */
export type RecordingHead = {
  /** In order of arrival. */
  readonly id: number;
  /** The feed's id: `deribit`. */
  readonly venue: string;
  /** Least and greatest time of arrival, our clock. */
  readonly from: Instant;
  readonly to: Instant;
  readonly frames: number;
  /** UTF-16 units of the lines. */
  readonly characters: number;
  /** As stored. */
  readonly bytes: number;
  /** False where messages before it are missing: what the run before left behind does not hold. */
  readonly continues: boolean;
  /** Whether it begins with all that was known of the venue before. */
  readonly hasState: boolean;
};

/** Packed contents; see migration 4. */
export type RecordingContent = {
  readonly content: Uint8Array;
  readonly state: Uint8Array | null;
};

export type NewRecording = Omit<RecordingHead, 'id' | 'bytes' | 'hasState'> & RecordingContent;

/** How much is kept: what is older than `before` goes, then the oldest until `bytes` are left. */
export type Retention = { readonly before: Instant; readonly bytes: number };

/** Runs that one write may delete, so that none is held up by a large clearance. */
const MOST_DELETED = 4;

/** What of the recordings is asked for. */
export type RecordingQuery = {
  readonly venue?: string;
  /** Runs that reach into this time. */
  readonly from?: Instant;
  readonly to?: Instant;
};

const heads = 'id, venue, first_at, last_at, frames, characters, bytes, continues, has_state';

const head = (row: Row): RecordingHead => ({
  id: number(row, 'id'),
  venue: text(row, 'venue'),
  from: instant(number(row, 'first_at')),
  to: instant(number(row, 'last_at')),
  frames: number(row, 'frames'),
  characters: number(row, 'characters'),
  bytes: number(row, 'bytes'),
  continues: number(row, 'continues') === 1,
  hasState: number(row, 'has_state') === 1,
});

/** Stored runs of messages, oldest first. */
export function recordings(connection: Connection, query: RecordingQuery = {}): RecordingHead[] {
  const { venue = null, from = instant(0), to = latestInstant } = query;
  return connection
    .prepare<unknown[], Row>(
      `SELECT ${heads} FROM recording INDEXED BY recording_head
       WHERE last_at >= ? AND first_at <= ? AND (? IS NULL OR venue = ?) ORDER BY id`,
    )
    .all(from, to, venue, venue)
    .map(head);
}

/** @throws StoreError where it is gone or no longer what was kept */
export function recordingContent(connection: Connection, id: number): RecordingContent {
  const row = connection.prepare<[number], Row>('SELECT * FROM recording WHERE id = ?').get(id);
  if (row === undefined) {
    throw new StoreError('missing', `Recording ${id} is no longer kept: it was the oldest.`);
  }
  const fault = recordingFault(row);
  if (fault !== null) throw new StoreError('damaged', fault);
  return { content: bytes(row, 'content'), state: stateOf(row) };
}

const stateOf = (row: Row): Uint8Array | null =>
  row['state'] === null ? null : bytes(row, 'state');

/** What is wrong with a row of `recording`; null where nothing is. */
export function recordingFault(row: Row): string | null {
  try {
    const { id, venue, from, to, frames, characters, continues } = head(row);
    const kept = { venue, from, to, frames, characters, continues };
    const key = checksum({ ...kept, content: bytes(row, 'content'), state: stateOf(row) });
    if (key.equals(bytes(row, 'checksum'))) return null;
    return `recording ${id} (${venue}): its content has changed since it was kept`;
  } catch {
    return `recording ${String(row['id'])}: a column no longer holds its kind of value`;
  }
}

function checksum(made: NewRecording): Buffer {
  const { venue, from, to, frames, characters, continues, content, state } = made;
  const ofState = state === null ? null : hash('sha256', state);
  return digest([venue, from, to, frames, characters, continues, hash('sha256', content), ofState]);
}

/** Keeps a run of messages and lets go of what is beyond retention, in one transaction. */
export function putRecording(
  connection: Connection,
  made: NewRecording,
  retention: Retention,
): void {
  const { venue, from, to, frames, characters, continues, content, state } = made;
  connection
    .transaction(() => {
      connection
        .prepare(
          `INSERT INTO recording (venue, first_at, last_at, frames, characters, bytes, continues, has_state, checksum, content, state)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          venue,
          from,
          to,
          frames,
          characters,
          content.byteLength + (state?.byteLength ?? 0),
          continues ? 1 : 0,
          state === null ? 0 : 1,
          checksum(made),
          content,
          state,
        );
      trimRecordings(connection, retention);
    })
    .immediate();
}

/** Deletes a few of the oldest that are beyond retention. */
function trimRecordings(connection: Connection, { before, bytes: most }: Retention): void {
  let total = Number(
    connection
      .prepare('SELECT coalesce(sum(bytes), 0) FROM recording INDEXED BY recording_head')
      .pluck()
      .get(),
  );
  const remove = connection.prepare('DELETE FROM recording WHERE id = ?');
  const oldest = connection
    .prepare<[number], Row>(
      `SELECT ${heads} FROM recording INDEXED BY recording_head ORDER BY id LIMIT ?`,
    )
    .all(MOST_DELETED)
    .map(head);
  for (const one of oldest) {
    if (one.to >= before && total <= most) return;
    remove.run(one.id);
    total -= one.bytes;
  }
}
