import { useEffect, useRef } from 'react';
import type { Alert } from '../../engine/contract/alerts.ts';
import { newCalls } from './alerts.ts';
import { useDeskPart } from './use-desk.ts';

/** Two short tones, twice as many where it was escalated. Silent where the browser lets no page sound unasked. */
function sound(escalated: boolean): void {
  const context = new AudioContext();
  const end = context.currentTime + (escalated ? 1.6 : 0.8);
  for (let at = context.currentTime; at < end; at += 0.4) {
    const [tone, loudness] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = 880;
    loudness.gain.value = 0.2;
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  }
  setTimeout(() => void context.close(), 3_000);
}

/** A notice of the system, where the user granted that; it leads back to the window. */
function notice({ id, title, level, escalatedAt }: Alert): void {
  if (Notification.permission !== 'granted') return;
  const note = new Notification(title, {
    tag: `${id} ${escalatedAt === null ? '' : 'escalated'}`,
    body: level === 'call' ? 'margin call' : level,
    requireInteraction: escalatedAt !== null,
  });
  note.addEventListener('click', () => {
    window.focus();
    location.hash = '#/warnings';
    note.close();
  });
}

/** Tells of calls beside the banner: by sound and by the system, where the user chose so. */
export function useCallOut(): void {
  const alerts = useDeskPart((view) => view.alerts);
  const isSound = useDeskPart(({ preferences }) => preferences.sound);
  const isNotice = useDeskPart(({ preferences }) => preferences.notify);
  const before = useRef<readonly Alert[]>([]);
  useEffect(() => {
    const calls = newCalls(before.current, alerts);
    before.current = alerts;
    if (calls.length === 0) return;
    if (isSound) sound(calls.some(({ escalatedAt }) => escalatedAt !== null));
    if (isNotice) for (const call of calls) notice(call);
  }, [alerts, isSound, isNotice]);
}
