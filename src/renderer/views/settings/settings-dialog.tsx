import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Preferences } from '../../../engine/contract/preferences.ts';
import { figureClass } from '../../parts/figure.tsx';
import { decimal, wholeMoney } from '../../format/figures.ts';
import { instantText } from '../../format/times.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useDeskPart } from '../../state/use-desk.ts';

type Choices<K extends keyof Preferences> = {
  readonly name: K;
  readonly title: string;
  readonly of: readonly (readonly [value: Preferences[K], title: string])[];
};

const themes: Choices<'theme'> = {
  name: 'theme',
  title: 'Theme',
  of: [
    ['dark', 'Dark'],
    ['light', 'Light'],
    ['system', 'As the system'],
  ],
};
const contrasts: Choices<'contrast'> = {
  name: 'contrast',
  title: 'Contrast',
  of: [
    ['system', 'As the system asks'],
    ['more', 'High'],
  ],
};
const gains: Choices<'gains'> = {
  name: 'gains',
  title: 'Gains and losses',
  of: [
    ['blue', 'Blue and orange: told apart by everybody'],
    ['green', 'Green up, red down'],
    ['red', 'Red up, green down'],
  ],
};
const motions: Choices<'motion'> = {
  name: 'motion',
  title: 'Motion',
  of: [
    ['system', 'As the system asks'],
    ['reduced', 'Reduced'],
  ],
};
const numbers: Choices<'numbers'> = {
  name: 'numbers',
  title: 'Numbers',
  of: [
    ['space-point', '1 234 567.89'],
    ['comma-point', '1,234,567.89'],
    ['point-comma', '1.234.567,89'],
    ['space-comma', '1 234 567,89'],
    ['apostrophe-point', '1’234’567.89'],
  ],
};
const dates: Choices<'dates'> = {
  name: 'dates',
  title: 'Days',
  of: [
    ['iso', '2026-12-05'],
    ['day.month.year', '05.12.2026'],
    ['day/month/year', '05/12/2026'],
    ['month/day/year', '12/05/2026'],
  ],
};

/** Zones that this computer knows; the user's own and UTC first. */
function zones(): readonly string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])];
}

type FieldProps<K extends keyof Preferences> = {
  readonly choices: Choices<K>;
  readonly value: Preferences[K];
  readonly onChoose: (part: Partial<Preferences>) => void;
};

function Field<K extends 'theme' | 'contrast' | 'gains' | 'motion' | 'numbers' | 'dates'>({
  choices: { name, title, of },
  value,
  onChoose,
}: FieldProps<K>): ReactElement {
  return (
    <label>
      <span>{title}</span>
      <select
        className="field"
        value={value}
        onChange={({ target }) => {
          const chosen = of.find(([one]) => one === target.value);
          if (chosen !== undefined) onChoose({ [name]: chosen[0] });
        }}
      >
        {of.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Switch({
  title,
  isOn,
  onTurn,
}: {
  readonly title: string;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
}): ReactElement {
  return (
    <label>
      <span>{title}</span>
      <input type="checkbox" checked={isOn} onChange={({ target }) => onTurn(target.checked)} />
    </label>
  );
}

/** How the window looks and writes, for every store of this user; each choice counts at once. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const desk = useDesk();
  const preferences = useDeskPart((view) => view.preferences);
  const [said, setSaid] = useState('');
  const [shownAt] = useState(() => Date.now());
  useEffect(() => dialog.current?.showModal(), []);
  const choose = async (part: Partial<Preferences>): Promise<void> => {
    try {
      await desk.prefer(part);
      setSaid('Kept.');
    } catch (fault) {
      setSaid(`Not kept: ${faultText(fault)}`);
    }
  };
  const onChoose = (part: Partial<Preferences>): void => void choose(part);
  const turnNotices = async (notify: boolean): Promise<void> => {
    // Asked for only when the user wants them.
    if (notify && (await Notification.requestPermission()) !== 'granted') {
      setSaid('The system or the browser does not allow notices from here.');
      return;
    }
    await choose({ notify });
  };
  return (
    <dialog ref={dialog} className="dialog settings" aria-label="Settings" onClose={onClose}>
      <h2>Settings</h2>
      <fieldset className="policy">
        <legend>Look</legend>
        <Field choices={themes} value={preferences.theme} onChoose={onChoose} />
        <Field choices={contrasts} value={preferences.contrast} onChoose={onChoose} />
        <Field choices={gains} value={preferences.gains} onChoose={onChoose} />
        <Field choices={motions} value={preferences.motion} onChoose={onChoose} />
      </fieldset>
      <fieldset className="policy">
        <legend>Calls</legend>
        <Switch
          title="Heard: two tones"
          isOn={preferences.sound}
          onTurn={(sound) => onChoose({ sound })}
        />
        <Switch
          title="Shown by the system"
          isOn={preferences.notify}
          onTurn={(notify) => void turnNotices(notify)}
        />
      </fieldset>
      <fieldset className="policy">
        <legend>Figures and times</legend>
        <Field choices={numbers} value={preferences.numbers} onChoose={onChoose} />
        <Field choices={dates} value={preferences.dates} onChoose={onChoose} />
        <label>
          <span>Zone of times</span>
          <select
            className="field"
            value={preferences.zone}
            onChange={({ target }) => onChoose({ zone: target.value })}
          >
            {zones().map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        </label>
        <p className="sample">
          <span className="quiet">So it reads: </span>
          <span className={figureClass(1, 'signed')}>{decimal(1_234_567.89, 2)}</span>
          {' · '}
          <span className={figureClass(-1, 'signed')}>{wholeMoney(-45_678)}</span>
          {' · '}
          {instantText(shownAt)}
        </p>
      </fieldset>
      <div className="tools">
        <output className="quiet">{said}</output>
        <span className="space" />
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
