import { z } from 'zod';
import type { Store } from '../store/store.ts';
import type { Handlers } from '../workstation.ts';

const SETTING = 'tour';
const done = z.boolean();

/** Whether the tour of the window was taken or put away, as the store keeps it. */
export function tourHandlers(store: Store): Pick<Handlers, 'tourDone' | 'endTour'> {
  // Where the store cannot be written it is kept for as long as the workstation runs.
  let isDone = done.safeParse(store.setting(SETTING)).data ?? false;
  return {
    tourDone: () => isDone,
    endTour: () => {
      isDone = true;
      if (!store.readOnly) store.putSetting(SETTING, true);
      return null;
    },
  };
}
