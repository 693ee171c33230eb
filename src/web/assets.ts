/** Addresses of the built files that a page links to. */
export interface Assets {
  /** Islands, run after the page is read. */
  readonly main: string;
  /** Sets the chosen theme before the first paint. */
  readonly theme: string;
  readonly styles: string;
  /** Draws the network map; loaded by its page only. */
  readonly "network-map": string;
  /** Takes a département along and draws its pages; loaded by its page only. */
  readonly offline: string;
  /** Fonts worth fetching at once, by face; absent outside a build. */
  readonly "latin-400"?: string;
  readonly "arabic-400"?: string;
}

declare const TISSER_ASSETS: Assets | undefined;

/** The built files, as the build of the browser's part named them; plain names outside a build (tests). */
export const assets: Assets =
  typeof TISSER_ASSETS === "undefined"
    ? {
        main: "/assets/main.js",
        theme: "/assets/theme.js",
        styles: "/assets/styles.css",
        "network-map": "/assets/network-map.js",
        offline: "/assets/offline.js",
      }
    : TISSER_ASSETS;

declare const TISSER_OFFLINE_FILES: readonly string[] | undefined;

/** Scripts, styles and fonts of pages that are drawn without network; none outside a build. */
export const offlineFiles: readonly string[] =
  typeof TISSER_OFFLINE_FILES === "undefined" ? [] : TISSER_OFFLINE_FILES;

/** The icon of the tab, small enough to travel inside the page: two threads that cross. */
export const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#14302f"/><g fill="none" stroke-width="2.6" stroke-linecap="round"><path stroke="#d69a3f" d="M4 20c6 0 6-8 12-8s6 8 12 8"/><path stroke="#f5f1e8" d="M4 12c6 0 6 8 12 8s6-8 12-8"/></g></svg>',
)}`;
