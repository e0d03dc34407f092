import { useState } from 'react';
import type { FeedVenue } from '../../../engine/contract/feeds.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { settingsFault, settingsWith, type SettingsFault } from './settings.ts';

type Wanted = { readonly on: boolean; readonly endpoints: Readonly<Record<string, string>> };

/** Sets how one venue is followed, and keeps why that was refused. */
export function useSettings(venues: readonly FeedVenue[]): {
  readonly set: (venue: FeedVenue, to: Wanted, done: string) => Promise<void>;
  readonly fault: (SettingsFault & { readonly venue: string }) | null;
} {
  const desk = useDesk();
  const { say } = useFrame();
  const [fault, setFault] = useState<(SettingsFault & { readonly venue: string }) | null>(null);
  const set = async (venue: FeedVenue, to: Wanted, done: string): Promise<void> => {
    const asked = settingsWith(venues, venue, to);
    setFault(null);
    try {
      await desk.ask('setFeeds', asked);
      say(done);
    } catch (reason) {
      setFault({ venue: venue.id, ...settingsFault(faultText(reason), asked, venue) });
    }
  };
  return { set, fault };
}
