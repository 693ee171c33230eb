import { toInstant, type Instant } from "#base";
import { keptSlice } from "../offline/device/kept.ts";
import { OfflinePage } from "../offline/device/offline-page.ts";
import { offlinePath, type OfflineStart } from "../offline/offline-start.ts";
import { Speaker, type Translate } from "../speaker.ts";
import { formatsOf } from "../ui/format.ts";

// The entry of the page of what is taken along. Without network the service worker gives that page for every address:
// then the page of the address is drawn from the slice, and only then is what draws it loaded.

const now = (): Instant => toInstant(new Date(performance.timeOrigin + performance.now()));

async function begin(root: HTMLElement, start: OfflineStart): Promise<void> {
  const speaker = new Speaker(start.locale, start.texts);
  const t: Translate = (key, values = {}) => speaker.say(key, values);
  const format = formatsOf(start.locale);
  const path = pathOf(start.locale);
  if (path === offlinePath) {
    await new OfflinePage({ root, start, t, format, now }).begin();
    return;
  }
  const main = document.querySelector("main");
  if (!main) return;
  const { drawNothingKept, drawPage } = await import("../offline/device/draw-page.tsx");
  const order = {
    start,
    t,
    format,
    path,
    query: new URLSearchParams(location.search),
    now: now(),
    baseUrl: location.origin,
  };
  const slice = await keptSlice();
  const reason = slice === null ? "nothing" : slice;
  const page =
    typeof reason === "string"
      ? drawNothingKept(order, t(`page.offline.fault.${reason}`))
      : await drawPage(reason, order);
  document.title = `${page.title} – ${t("page.site.name")}`;
  main.innerHTML = page.html;
  keepLanguages();
}

/** The path of the address without its language. */
function pathOf(locale: string): string {
  const path = decodeURI(location.pathname);
  const prefix = `/${locale}`;
  if (path === prefix) return "/";
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

/** The links to the other languages lead to the page that was asked for, not to the one that was kept. */
function keepLanguages(): void {
  const path = location.pathname.replace(/^\/(en|es|ar)(?=\/|$)/, "");
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a[hreflang]")) {
    const prefix = link.hreflang === "fr" ? "" : `/${link.hreflang}`;
    link.href = `${prefix}${path === "/" && prefix !== "" ? "" : path}${location.search}`;
  }
}

const root = document.querySelector<HTMLElement>("[data-offline]");
const given = document.querySelector("#offline-start")?.textContent;
if (root && given) void begin(root, JSON.parse(given) as OfflineStart);
