/** One file of the built window, or of its development server. */
type Page = {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
};

/** Where the window's files come from. */
export type Pages = {
  /** The file at a URL path with its query, such as `/assets/index-3f2a.js`; null where there is none. */
  readonly at: (path: string) => Promise<Page | null>;
  /** Further sources that the page may connect to: the development server's own socket. */
  readonly connect: readonly string[];
};
