/** What the double's process tells the test, which holds the page. */
export type ToPage =
  | { readonly kind: 'finished' }
  | { readonly kind: 'window'; readonly preload: string }
  | { readonly kind: 'further-window' }
  | { readonly kind: 'load'; readonly url: string }
  | {
      readonly kind: 'response';
      readonly request: number;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'stay'; readonly request: number; readonly stay: boolean }
  | {
      readonly kind: 'answer';
      readonly call: number;
      readonly value?: unknown;
      readonly error?: string;
    }
  | {
      readonly kind: 'message';
      readonly channel: string;
      readonly message: unknown;
      readonly ports: readonly number[];
    }
  | { readonly kind: 'port'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'port-closed'; readonly port: number }
  | { readonly kind: 'permission'; readonly request: number; readonly granted: boolean }
  | { readonly kind: 'menu'; readonly labels: readonly string[] }
  | { readonly kind: 'dialog'; readonly title: string; readonly text: string }
  | { readonly kind: 'window-open'; readonly request: number; readonly action: string };

/** What the test tells the double's process. */
export type FromPage =
  | {
      readonly kind: 'request';
      readonly request: number;
      readonly url: string;
      readonly method: string;
    }
  | {
      readonly kind: 'navigate';
      readonly request: number;
      readonly url: string;
      readonly isMainFrame: boolean;
    }
  | {
      readonly kind: 'invoke';
      readonly call: number;
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly url: string;
    }
  | { readonly kind: 'port'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'port-closed'; readonly port: number }
  | { readonly kind: 'loaded'; readonly url: string }
  | { readonly kind: 'permission'; readonly request: number; readonly permission: string }
  | { readonly kind: 'open-window'; readonly request: number; readonly url: string }
  | { readonly kind: 'choose'; readonly label: string }
  | { readonly kind: 'second-instance'; readonly argv: readonly string[] }
  | { readonly kind: 'navigated'; readonly url: string }
  | { readonly kind: 'close-window' }
  | { readonly kind: 'kill-host' };
