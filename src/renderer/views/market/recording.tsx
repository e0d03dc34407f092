import type { ReactElement } from 'react';
import type { RecordingStatus } from '../../../engine/contract/feeds.ts';
import { decimal } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { counted } from '../../format/words.ts';
import { Mark } from '../../parts/mark.tsx';

const messages = (count: number): string =>
  `${decimal(count, 0)} ${count === 1 ? 'message' : 'messages'}`;

/** How the recording of what venues say stands. */
export function Recording({ recording }: { readonly recording: RecordingStatus }): ReactElement {
  const { frames, waiting, notRecorded, minutesNotRecorded, fault } = recording;
  return (
    <>
      <p className="notes quiet">
        {`What venues say is recorded: ${messages(frames)} kept, ${decimal(waiting, 0)} waiting.`}
      </p>
      {(notRecorded > 0 || minutesNotRecorded > 0) && (
        <p className="notes level-text">
          <Mark name="incomplete" />
          {` ${messages(notRecorded)} and ${counted(minutesNotRecorded, 'minute')} could not be kept.`}
        </p>
      )}
      {fault !== null && (
        <p className="notes level-text">
          <Mark name="watch" />
          {` Nothing is recorded since ${instantText(fault.since)}: ${fault.message}`}
        </p>
      )}
    </>
  );
}
