import { join } from 'node:path';
import { usualLayouts, type Layouts } from '../../engine/contract/layouts.ts';
import { usualPreferences, type Preferences } from '../../engine/contract/preferences.ts';
import { layoutsDocument } from '../parameters/layouts.ts';
import { preferencesDocument } from '../parameters/preferences.ts';
import type { Handlers, PushListener } from '../workstation.ts';
import { UserDocument } from './document.ts';

/** What a user chose, whatever store is open: in the user's folder, told to every window. */
export class Chosen {
  readonly #preferences: UserDocument<Preferences>;
  readonly #layouts: UserDocument<Layouts>;

  /** @param folder of this user's data */
  constructor(folder: string) {
    const preferences = join(folder, 'preferences.json');
    this.#preferences = new UserDocument(preferences, preferencesDocument, usualPreferences);
    this.#layouts = new UserDocument(join(folder, 'layouts.json'), layoutsDocument, usualLayouts);
  }

  get preferences(): Preferences {
    return this.#preferences.value;
  }

  /** What could not be read of it, and was put aside. */
  get faults(): readonly string[] {
    return [this.#preferences.fault, this.#layouts.fault].filter((fault) => fault !== null);
  }

  handlers(
    tell: PushListener,
  ): Pick<Handlers, 'preferences' | 'setPreferences' | 'layouts' | 'setLayouts'> {
    return {
      preferences: () => this.#preferences.value,
      setPreferences: (wish) => {
        const kept = this.#preferences.put(wish);
        tell('preferences', kept);
        return kept;
      },
      layouts: () => this.#layouts.value,
      setLayouts: (wish) => {
        const kept = this.#layouts.put(wish);
        tell('layouts', kept);
        return kept;
      },
    };
  }
}
