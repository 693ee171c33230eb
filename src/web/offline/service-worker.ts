// Stands between the pages and the network where somebody took a département along, and nowhere else: a page that
// cannot be had from the network is the kept page instead. It imports nothing, so that it is one plain script.

const shellCache = "tisser-shell-1";

interface FetchMoment extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface LifeMoment extends Event {
  waitUntil(work: Promise<unknown>): void;
}
const worker = self as unknown as EventTarget & {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
};

worker.addEventListener("install", (event) => (event as LifeMoment).waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => (event as LifeMoment).waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event as FetchMoment;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (request.mode === "navigate") (event as FetchMoment).respondWith(pageOf(request, address));
  else if (address.pathname.startsWith("/assets/")) (event as FetchMoment).respondWith(fileOf(request));
});

/** The page from the network; without network the kept page in the language of the address. */
async function pageOf(request: Request, { pathname }: URL): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const [, language = ""] = /^\/(en|es|ar)(?:\/|$)/.exec(pathname) ?? [];
    const kept = await caches.match(`${language === "" ? "" : `/${language}`}/hors-ligne`, {
      cacheName: shellCache,
      ignoreVary: true,
    });
    if (kept) return kept;
    throw error;
  }
}

/** A script, style or font: its name changes with what is in it, so that a kept one is right. */
async function fileOf(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: shellCache, ignoreVary: true });
  return kept ?? fetch(request);
}
