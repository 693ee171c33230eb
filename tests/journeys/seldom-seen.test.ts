import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomId, readCsv, type Locale } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send } from "../support/api.ts";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { makeScratch } from "../support/scratch.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { signIn, userOf, type SeededTerritory } from "../support/session.ts";
import { root } from "../support/source-tree.ts";

// Pages that no other journey opens in this language, at this width, on paper or in this state.

let server: RunningServer;
let offer = { id: "", email: "" };
const cookies = new Map<string, string>();

beforeAll(async () => {
  // The demonstration, where the volunteer is of the coordinator's own organisation.
  const world = join(makeScratch("seldom-seen-"), "world-with-volunteer.json");
  const demo = readFileSync(join(root, "examples/world-demo.json"), "utf8");
  const own = demo.replace(
    /"organisation":\s*"fil-dor",(\s*)"role":\s*"volunteer"/,
    '"organisation": "ccas",$1"role": "volunteer"',
  );
  expect(own).not.toBe(demo);
  writeFileSync(world, own);
  server = await startServer({ world });
  for (const slug of ["lien", "coordination", "benevole"])
    cookies.set(slug, await signIn(server, userOf(server, "val-dargence", slug)));
  const csv = await (await fetch(`${server.baseUrl}/open/services.csv`)).text();
  const [names = [], ...lines] = readCsv(csv);
  const cell = (line: readonly string[], name: string): string => line[names.indexOf(name)] ?? "";
  const found =
    lines.find((one) => /@/.test(cell(one, "courriel")) && cell(one, "horaires").length > 5) ?? [];
  offer = { id: cell(found, "id"), email: cell(found, "courriel") };
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

async function open(options: Omit<PageOptions, "baseUrl">, cookie = ""): Promise<WatchedPage> {
  const watched = await openPage({ baseUrl: server.baseUrl, ...options });
  await watched.page.context().addCookies(
    cookie
      .split("; ")
      .filter((pair) => pair !== "")
      .map((pair) => {
        const [name = "", value = ""] = pair.split(/=(.*)/s);
        return { name, value, url: server.baseUrl };
      }),
  );
  return watched;
}

/** Nothing is wider than the window, and nothing stands in the way of whoever reads by ear or with keys. */
async function looksRight(page: Page, name: string): Promise<void> {
  await screenshot(page, `seldom-${name}`);
  expect([name, await axeViolations(page)]).toEqual([name, []]);
  expect([name, await horizontalOverflow(page)]).toEqual([name, 0]);
}

/** The page as it is printed on A4: nothing is wider than the sheet. */
async function looksRightOnPaper(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: "print" });
  // 210 mm less the margins of the sheet, at 96 pixels an inch.
  await page.setViewportSize({ width: 680, height: 1000 });
  await screenshot(page, `seldom-${name}-printed`);
  expect([name, await horizontalOverflow(page)]).toEqual([name, 0]);
  // What one presses is of no use on paper.
  for (const hidden of ["nav", "form", "button"])
    expect([name, hidden, await page.locator(`${hidden}:visible`).count()]).toEqual([name, hidden, 0]);
  await page.emulateMedia({ media: "screen" });
}

async function lastCode(): Promise<string> {
  const read = (): string => {
    const files = readdirSync(server.outboxDir).filter((name) => name.endsWith(".json"));
    const texts = files.map((name) => readFileSync(join(server.outboxDir, name), "utf8"));
    return texts.findLast((text) => text.includes("upkeep.code")) ?? "";
  };
  await expect.poll(read, { timeout: 10_000 }).not.toBe("");
  return /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(read())?.[0] ?? "";
}

describe("the owner of an entry, in Arabic", () => {
  it("receives a code, confirms, corrects, and is told what is wrong, on a telephone", async () => {
    const { page, close } = await open({ viewport: "phone", locale: "ar" });
    await page.goto(`/ar/proposer?fiche=${offer.id}`);
    await page.locator("input[name=address]").fill(offer.email);
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForURL("**/proposer/code");
    await looksRight(page, "owner-code-ar");
    await page.locator("input[name=code]").fill((await lastCode()).toLowerCase());
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForURL("**/r/fiche/**");
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    await looksRight(page, "owner-entries-ar");
    await page.locator(`main a[href*='/r/fiche/'][href$='${offer.id}']`).first().click();
    await looksRight(page, "owner-entry-ar");
    // French words and a number with a plus keep their order in fields of a page read from right to left.
    for (const [name, direction] of [
      ["phone", "ltr"],
      ["description", "ltr"],
      ["hours", "ltr"],
    ] as const)
      expect(
        await page.locator(`[name=${name}]`).evaluate((field) => getComputedStyle(field).direction),
      ).toBe(direction);
    await page.locator("[name=phone]").fill("12");
    await page.locator("[name=hoursNote]").fill("Sonnez au deuxième étage.");
    await page.locator("main form:has([name=phone]) button[type=submit]").first().click();
    await looksRight(page, "owner-entry-refused-ar");
    expect(await page.locator("[name=hoursNote]").inputValue()).toBe("Sonnez au deuxième étage.");
    await close();
  });
});

describe("pages in Spanish", () => {
  it("show what was searched with filters, an entry, and the request by somebody close", async () => {
    for (const viewport of ["phone", "desktop"] as const) {
      const { page, close } = await open({ viewport, locale: "es" });
      for (const [name, path] of [
        ["search-es", "/es/chercher?town=73065&publics=seniors&q=jeux"],
        ["search-filters-es", "/es/chercher?town=73065&category=gather&frais=gratuit&open=now"],
        ["search-nothing-es", "/es/chercher?town=73065&q=zzzzzz"],
        ["entry-es", `/es/lieu/${offer.id}`],
        ["refer-es", "/es/orienter?proche=oui"],
        ["refer-town-es", "/es/orienter?proche=oui&commune=73065"],
      ] as const) {
        await page.goto(path);
        await looksRight(page, `${name}-${viewport}`);
      }
      await close();
    }
  });
});

describe("a person's own page", () => {
  it("is read in Spanish and in Arabic, on a small window and on paper", async () => {
    const cookie = cookies.get("lien") ?? "";
    const personId = randomId();
    const body = {
      id: personId,
      givenNames: "Ghislaine-Aube",
      townCode: "73065",
      wishes: "Être utile, et voir du monde",
      processingGround: "public-interest-task",
      contactChannels: ["post"],
    };
    const made = await send(server, {
      method: "POST",
      path: "/api/v1/pathway/persons",
      headers: { cookie },
      body,
    });
    expect(made.status, made.text.slice(0, 200)).toBe(200);
    const desk = await open({}, cookie);
    await desk.page.goto(`/pro/personnes/${personId}`);
    await desk.page.locator("details:has(form#pathway-addPlanItem) > summary").first().click();
    const item = desk.page.locator("form#pathway-addPlanItem");
    await item.locator("input[name=title]").fill("Marcher avec le groupe du jeudi");
    await item.getByRole("button").click();
    await desk.page.locator("details:has(form#pathway-handOwnLink) > summary").first().click();
    const form = desk.page.locator("form#pathway-handOwnLink");
    await form.locator("input[name=agreedName]").fill("Nour");
    await form.locator("input[name=callbackPhone]").fill("04 99 91 92 93");
    await form.getByRole("button").click();
    await desk.page.goto(`/ar/pro/personnes/${personId}/mon-projet`);
    await looksRightOnPaper(desk.page, "plan-ar");
    const address = /\/r\/[\w-]{43}/.exec(await desk.page.content())?.[0] ?? "no link";
    await desk.close();
    const own = await open({ viewport: "small" });
    await own.page.goto(address);
    await own.page.locator("main form button[type=submit]").first().click();
    await own.page.waitForURL("**/r/moi");
    for (const locale of ["es", "ar"] as const satisfies readonly Locale[]) {
      await own.page.setViewportSize({ width: 320, height: 640 });
      await own.page.goto(`/${locale}/r/moi`);
      await looksRight(own.page, `own-${locale}`);
      await looksRightOnPaper(own.page, `own-${locale}`);
    }
    await own.close();
  });
});

describe("an entry on paper", () => {
  it("is read in French and in Arabic", async () => {
    for (const locale of ["fr", "ar"] as const) {
      const { page, close } = await open({ locale });
      await page.goto(`${locale === "fr" ? "" : "/ar"}/lieu/${offer.id}`);
      await looksRightOnPaper(page, `entry-${locale}`);
      await close();
    }
  });
});

describe("a volunteer whose check ended", () => {
  it("reads that a visit is suspended, without a name", async () => {
    const act = async (slug: string, method: string, way: string, body?: object, version?: number) => {
      const answer = await send(server, {
        method,
        path: `/api/v1/pathway${way}`,
        headers: {
          cookie: cookies.get(slug) ?? "",
          ...(version === undefined ? {} : { "if-match": `"${version}"` }),
        },
        body,
      });
      expect(`${way} ${answer.status} ${answer.text.slice(0, 300)}`).toContain(`${way} 200`);
      return JSON.parse(answer.text) as unknown;
    };
    const [personId, engagementId, volunteerId] = [randomId(), randomId(), randomId()];
    const controllerId = (server.seeded as { readonly territories: readonly SeededTerritory[] }).territories
      .find(({ slug }) => slug === "val-dargence")
      ?.organisations.find(({ slug }) => slug === "ccas")?.id;
    const { accounts } = (await act("coordination", "GET", "/volunteers")) as {
      accounts: readonly { accountId: string; name: string }[];
    };
    await act("coordination", "POST", "/volunteers", {
      id: volunteerId,
      controllerId,
      accountId: accounts[0]?.accountId,
    });
    const way = `/volunteers/${volunteerId}`;
    await act("coordination", "POST", `${way}/charter`, { volunteerId, signedOn: "2026-01-05" }, 1);
    const check = (kind: string, checkedOn: string, expiresOn: string | null) =>
      act("coordination", "POST", `${way}/checks`, {
        id: randomId(),
        volunteerId,
        kind,
        isFit: true,
        checkedOn,
        expiresOn,
      });
    for (const kind of ["interview", "references"]) await check(kind, "2026-01-06", null);
    await act("coordination", "POST", `${way}/trainings`, {
      id: randomId(),
      volunteerId,
      kind: "welcome",
      doneOn: "2026-01-20",
    });
    await act("lien", "POST", "/persons", {
      id: personId,
      givenNames: "Ondine-Essai",
      processingGround: "public-interest-task",
    });
    await act("lien", "POST", `/persons/${personId}/engagements`, {
      id: engagementId,
      personId,
      purpose: "visit",
      pairing: "stable",
      rhythmDays: 7,
      reviewOn: "2027-02-28",
      relayPhone: "04 99 91 92 93",
      words: "Aime jouer aux dames.",
      isAgreed: true,
    });
    await act("coordination", "POST", `/persons/${personId}/engagements/${engagementId}/proposals`, {
      personId,
      engagementId,
      volunteerId,
    });
    await act("benevole", "POST", `/own-visits/${engagementId}/answer`, { engagementId, answer: "accepted" });
    const { page, close } = await open({ viewport: "phone" }, cookies.get("benevole"));
    await page.goto("/pro/visites");
    expect(await page.locator("main").innerText()).toContain("Ondine-Essai");
    await looksRight(page, "visit-accepted");
    await check("interview", "2026-06-01", "2026-06-30");
    await page.goto("/pro/visites");
    const said = await page.locator("main").innerText();
    expect(said).not.toContain("Ondine-Essai");
    expect(said).not.toContain("04 99 91 92 93");
    expect(await page.locator("main form").count()).toBe(0);
    await looksRight(page, "visit-suspended");
    await page.goto("/en/pro/visites");
    await looksRight(page, "visit-suspended-en");
    await close();
    const dark = await open({ colorScheme: "dark" }, cookies.get("coordination"));
    await dark.page.goto("/pro/benevoles");
    await looksRight(dark.page, "volunteers-unfit-dark");
    await dark.close();
  });
});
