import { useState } from 'react';
import type { FeedChange } from '../../../engine/contract/feeds.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { settingsFault, type SettingsFault } from './settings.ts';

/** Changes how a venue is followed, and keeps why that was refused. */
export function useSettings(): {
  readonly set: (change: FeedChange, done: string) => Promise<void>;
  readonly fault: (SettingsFault & { readonly venue: string }) | null;
} {
  const desk = useDesk();
  const { say } = useFrame();
  const [fault, setFault] = useState<(SettingsFault & { readonly venue: string }) | null>(null);
  const set = async (change: FeedChange, done: string): Promise<void> => {
    setFault(null);
    try {
      await desk.ask('changeFeed', change);
      say(done);
    } catch (reason) {
      setFault({ venue: change.id, ...settingsFault(faultText(reason)) });
    }
  };
  return { set, fault };
}
