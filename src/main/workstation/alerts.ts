import {
  longestSnooze,
  usualRules,
  type Alert,
  type AlertEvent,
  type WarningRules,
} from '../../engine/contract/alerts.ts';
import type { RiskSnapshot, Warning } from '../../engine/contract/snapshot.ts';
import type { Level } from '../../engine/model/parameters.ts';
import {
  afterEvents,
  eventsOf,
  eventsOfTime,
  type Alerts as Open,
} from '../../engine/warnings/alerts.ts';
import { ruleLevel, ruleValue, ruleWarningId, ruleWarnings } from '../../engine/warnings/rules.ts';
import { instant, type Instant } from '../../engine/values/units.ts';
import type { Surroundings } from '../feeds/connection/surroundings.ts';
import { warningRulesDocument } from '../parameters/warning-rules.ts';
import type { Store } from '../store/store.ts';
import type { Handlers, PushListener } from '../workstation.ts';

const SETTING = 'warning-rules';

/** Milliseconds between two looks at what time alone changes. */
const LOOK = 5_000;

/** The highest first. */
const severity: Readonly<Record<Level, number>> = { ok: 0, watch: 1, call: 2, liquidation: 3 };

const MINUTE = 60_000;

export type AlertHandlers = Pick<
  Handlers,
  | 'alerts'
  | 'warningHistory'
  | 'acknowledgeWarning'
  | 'snoozeWarning'
  | 'warningRules'
  | 'setWarningRules'
  | 'tryRules'
>;

type AlertsOptions = {
  readonly store: Store;
  readonly around: Pick<Surroundings, 'now' | 'after'>;
  readonly tell: PushListener;
  /** The newest snapshot, without what rules add; null where there is none. */
  readonly snapshot: () => RiskSnapshot | null;
  /** Rules changed: what they warn of is to be worked out anew. */
  readonly onRules: () => void;
};

/** What happens to warnings between their raising and their end; kept in the store, event by event. */
export class Alerts {
  readonly handlers: AlertHandlers;
  readonly #options: AlertsOptions;
  #open: Open;
  /** Of a store that takes nothing. */
  #unkept: readonly AlertEvent[] = [];
  #rules: WarningRules;
  #cancel: () => void;

  /** @throws when the store holds rules that are none */
  constructor(options: AlertsOptions) {
    const { store } = options;
    this.#options = options;
    this.#open = afterEvents(new Map(), store.warningEvents());
    const kept = store.setting(SETTING);
    this.#rules = kept === undefined ? usualRules : warningRulesDocument.parse(kept);
    this.#cancel = this.#lookLater();
    this.handlers = {
      alerts: () => this.#list,
      warningHistory: () =>
        [...store.warningEvents(), ...this.#unkept].toReversed().slice(0, 5_000),
      acknowledgeWarning: (id, note) => this.#act(id, 'acknowledged', note.trim(), null),
      snoozeWarning: (id, minutes) => this.#snooze(id, minutes),
      warningRules: () => this.#rules,
      setWarningRules: (wish) => {
        store.putSetting(SETTING, wish);
        this.#rules = wish;
        options.onRules();
        return wish;
      },
      tryRules: (rules) => {
        const snapshot = options.snapshot();
        if (snapshot === null) throw new Error('there is no snapshot to try rules on');
        return rules.map((rule) => {
          const value = ruleValue(snapshot, rule);
          const before = this.#open.get(ruleWarningId(rule))?.level ?? 'ok';
          return { value, level: value.ok ? ruleLevel(rule, value.value, before) : 'watch' };
        });
      },
    };
  }

  /** The snapshot with what the user's own limits warn of. */
  withRules(snapshot: RiskSnapshot): RiskSnapshot {
    const { rules } = this.#rules;
    if (rules.length === 0) return snapshot;
    const before = new Map([...this.#open].map(([id, { level }]) => [id, level]));
    const warnings: readonly Warning[] = [
      ...snapshot.warnings,
      ...ruleWarnings(snapshot, rules, before),
    ].toSorted((a, b) => severity[b.level] - severity[a.level]);
    return { ...snapshot, warnings };
  }

  /** What is open is what the newest snapshot warns of. */
  take(warnings: readonly Warning[]): void {
    this.#add(eventsOf(this.#open, warnings, this.#now));
  }

  stop(): void {
    this.#cancel();
  }

  get #now(): Instant {
    return instant(this.#options.around.now());
  }

  /** Gravest first, what asks for somebody before what does not. */
  get #list(): readonly Alert[] {
    return [...this.#open.values()].toSorted(
      (a, b) => severity[b.level] - severity[a.level] || b.since - a.since,
    );
  }

  #lookLater(): () => void {
    return this.#options.around.after(LOOK, () => {
      this.#add(eventsOfTime(this.#open, this.#now, this.#rules.escalateAfter * MINUTE));
      this.#cancel = this.#lookLater();
    });
  }

  #add(events: readonly AlertEvent[]): void {
    if (events.length === 0) return;
    this.#open = afterEvents(this.#open, events);
    if (this.#options.store.readOnly) this.#unkept = [...this.#unkept, ...events];
    else this.#options.store.addWarningEvents(events);
    this.#options.tell('alerts', this.#list);
  }

  #act(
    id: string,
    kind: 'acknowledged' | 'snoozed' | 'woken',
    note: string,
    until: Instant | null,
  ): readonly Alert[] {
    const known = this.#open.get(id);
    if (known === undefined) throw new Error('this warning is not open any more');
    const { level, title } = known;
    this.#add([{ at: this.#now, kind, warning: id, level, title, note, until }]);
    return this.#list;
  }

  #snooze(id: string, minutes: number): readonly Alert[] {
    const known = this.#open.get(id);
    if (minutes === 0) return this.#act(id, 'woken', '', null);
    const longest = known === undefined ? 0 : longestSnooze[known.level];
    if (known !== undefined && minutes > longest) {
      throw new Error(
        longest === 0
          ? `a ${known.level} cannot be snoozed`
          : `a ${known.level} can be snoozed for ${longest} minutes at the most`,
      );
    }
    return this.#act(id, 'snoozed', '', instant(this.#now + minutes * MINUTE));
  }
}
