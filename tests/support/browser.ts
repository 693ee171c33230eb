import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Locale } from "#base";
import type { Browser, Locator, Page, Request } from "playwright-core";
import { launchBrowser } from "./chromium.ts";
import { root } from "./source-tree.ts";

/** A telephone of today, a small window at 400 % zoom, and a desk. */
export const viewports = {
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 640 },
  desktop: { width: 1280, height: 900 },
} as const;

/** How a page is opened. */
export interface PageOptions {
  readonly baseUrl: string;
  /** Language that the browser asks for; French unless told. */
  readonly locale?: Locale;
  readonly viewport?: keyof typeof viewports;
  readonly javaScript?: boolean;
  readonly colorScheme?: "light" | "dark";
  /** Value of a `Cookie` header, as `signIn` gives it: the page is that of somebody signed in. */
  readonly cookie?: string;
}

/** A page that notes everything that should not have happened. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts, of the console and of the content security policy, failed requests, requests to other sites. */
  readonly faults: () => readonly string[];
  /** Addresses of other sites that the page went to by a link or a script; the browser knows no address but this machine's. */
  readonly left: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Milliseconds that a page may take for one step: a machine may be slow, or busy with others. */
const patience = 60_000;

const regions: Readonly<Record<Locale, string>> = { fr: "fr-FR", en: "en-GB", es: "es-ES", ar: "ar-MA" };

let running: Promise<Browser> | null = null;
const withoutScripts = new WeakSet<Page>();

/** Opens a watched page in the browser of this test file. */
export async function openPage(options: PageOptions): Promise<WatchedPage> {
  running ??= launchBrowser();
  const browser = await running;
  const viewport = viewports[options.viewport ?? "desktop"];
  const isPhone = options.viewport !== undefined && options.viewport !== "desktop";
  const context = await browser.newContext({
    baseURL: options.baseUrl,
    locale: regions[options.locale ?? "fr"],
    timezoneId: "Europe/Paris",
    viewport,
    hasTouch: isPhone,
    javaScriptEnabled: options.javaScript ?? true,
    colorScheme: options.colorScheme ?? "light",
  });
  context.setDefaultTimeout(patience);
  await context.addCookies(cookiesIn(options.cookie ?? "", options.baseUrl));
  const page = await context.newPage();
  clickThrough(page);
  if (options.javaScript === false) withoutScripts.add(page);
  const { faults, left } = watch(page, options.baseUrl);
  return { page, faults: () => faults, left: () => left, close: async () => context.close() };
}

function cookiesIn(header: string, url: string): { name: string; value: string; url: string }[] {
  const pairs = header.split("; ").filter((pair) => pair !== "");
  return pairs.map((pair) => {
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    return { name, value, url };
  });
}

const clickingThrough = new WeakSet<Locator>();

/**
 * A click of Playwright waits until the page that it leads to has begun; whoever reads, counts or measures then may meet
 * half a page. Here a click ends when that page is whole.
 */
function clickThrough(page: Page): void {
  const shared = Object.getPrototypeOf(page.locator("html")) as Locator;
  if (clickingThrough.has(shared)) return;
  clickingThrough.add(shared);
  const click = Reflect.get(shared, "click");
  shared.click = async function (this: Locator, options) {
    await click.call(this, options);
    await this.page().waitForLoadState();
  };
}

/** Ends the browser of this test file. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close();
  running = null;
}

/** Only looks on: a request that Playwright holds up and lets go is dear, and no longer served from the browser's cache. */
function watch(page: Page, baseUrl: string): { readonly faults: string[]; readonly left: string[] } {
  const faults: string[] = [];
  const left: string[] = [];
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  const isElsewhere = (request: Request): boolean =>
    new URL(request.url()).origin !== new URL(baseUrl).origin;
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    if (!isElsewhere(request) && !/ERR_ABORTED/.test(reason))
      faults.push(`request: ${request.url()} ${reason}`);
  });
  page.on("request", (request) => {
    if (!isElsewhere(request)) return;
    if (request.isNavigationRequest()) left.push(request.url());
    else faults.push(`other site: ${request.url()}`);
  });
  return { faults, left };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds on the page as it stands: rule and element, one line each.
 * @throws Error on a page opened without JavaScript: there the timers of axe never fire, and it would wait for ever.
 */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  if (withoutScripts.has(page)) throw new Error("axe needs a page with scripts");
  await page.waitForLoadState();
  await page.evaluate(axeSource);
  return page.evaluate(async (tags) => {
    interface AxeResult {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
      }[];
    }
    const { axe } = globalThis as unknown as {
      readonly axe: { readonly run: (root: Document, options: object) => Promise<AxeResult> };
    };
    const { violations } = await axe.run(document, {
      runOnly: { type: "tag", values: tags },
      // what passes is not told: half the work
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    );
  }, axeTags);
}

/**
 * Keeps a picture of the whole page in the git-ignored folder `tests/screenshots`, where `TISSER_SCREENSHOTS=1` asks for
 * pictures: they are for people to look at, no test reads them, and drawing long pages is dear.
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState();
  if (process.env["TISSER_SCREENSHOTS"] !== "1") return;
  const folder = join(root, "tests/screenshots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Pixels by which the page is wider than its window. */
export async function horizontalOverflow(page: Page): Promise<number> {
  await page.waitForLoadState();
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Text of the element that has the focus, for walks by keyboard. */
export async function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return `${element?.tagName ?? ""} ${element?.getAttribute("name") ?? ""} ${element?.textContent ?? ""}`.trim();
  });
}
