import { BrowserWindow, screen } from 'electron';
import type { UserDocument } from '../user/document.ts';
import { reachable, type Place } from './places.ts';
import { openWindow, type WindowOptions } from './window.ts';

/** Milliseconds of rest before places are written. */
const REST = 500;

type Opened = Pick<WindowOptions, 'place' | 'hash'>;

/** What a window shows; nothing of one that has not been loaded yet. */
const hashOf = (address: string): string => (URL.canParse(address) ? new URL(address).hash : '');

/** The windows of the desktop: they open as they were left, also where the desktop did not end by itself. */
export class DesktopWindows {
  readonly #options: Pick<WindowOptions, 'preload' | 'developerTools'>;
  readonly #places: UserDocument<readonly Place[]>;
  #open: readonly BrowserWindow[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isEnding = false;

  constructor(
    options: Pick<WindowOptions, 'preload' | 'developerTools'>,
    places: UserDocument<readonly Place[]>,
  ) {
    this.#options = options;
    this.#places = places;
  }

  /** Those that were open last; one where there were none. */
  openAll(): void {
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const places = this.#places.value;
    if (places.length === 0) this.open();
    for (const place of places) {
      this.open({ place: reachable(place, areas), hash: place.hash });
    }
  }

  open({ place, hash }: Opened = { place: null, hash: '' }): BrowserWindow {
    const window = openWindow({ ...this.#options, place, hash });
    this.#open = [...this.#open, window];
    const soon = (): void => this.#keepSoon();
    window.on('resize', soon);
    window.on('move', soon);
    window.on('maximize', soon);
    window.on('unmaximize', soon);
    window.webContents.on('did-navigate-in-page', soon);
    window.on('close', () => {
      // The last one is where one begins the next time.
      if (this.#open.length === 1) this.end();
    });
    window.on('closed', () => {
      this.#open = this.#open.filter((one) => one !== window);
      soon();
    });
    return window;
  }

  /** The desktop ends: what is closed from here on is open the next time. */
  end(): void {
    this.#keep();
    this.#isEnding = true;
  }

  /** The window in front, or a new one where there is none. */
  front(): BrowserWindow {
    const window = BrowserWindow.getFocusedWindow() ?? this.#open[0] ?? this.open();
    if (window.isMinimized()) window.restore();
    window.focus();
    return window;
  }

  #keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), REST);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    if (this.#isEnding) return;
    try {
      this.#places.put(
        this.#open.map((window) => ({
          ...window.getNormalBounds(),
          maximized: window.isMaximized(),
          hash: hashOf(window.webContents.getURL()),
        })),
      );
    } catch (error) {
      // A full disk costs the places of windows, not the windows.
      console.error('places of windows were not kept:', error);
    }
  }
}
