import { randomId, TisserError, type Locale, type PageRequest, type Profile, type RefusedForm } from "#base";
import { afterAll, describe, expect, test, vi } from "vitest";
import { createAccount } from "#access/handlers";
import {
  confirmTotp,
  listMembers,
  openFileInEmergency,
  readTotpSetup,
  resetAccount,
  signIn,
  startTotp,
} from "#access/actions";
import { accessWorld, password, type Browser, testSeals } from "../../../tests/support/access.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { totpAt } from "../../access/sign-in/totp.ts";
import { renderWith } from "../entry-server.tsx";
import { pages } from "./routes.ts";

const database = await freshDatabase();
const world = accessWorld(database, {
  files: { ...testSeals, isOpenable: async () => true },
});
afterAll(() => void vi.useRealTimers());

const here = await world.territory("Essai");
await world.member(here, "admin@essai.test", "territory-admin");
await world.member(here, "coord@essai.test", "team-coordinator");
await world.member(here, "relie@essai.test", "link-worker");

interface Visit {
  readonly query?: string;
  readonly locale?: Locale;
  readonly refused?: RefusedForm;
  readonly profile?: Profile;
}

/** Opens a page as a browser without JavaScript does. */
async function open(
  browser: Browser,
  path: string,
  { query = "", locale = "fr", refused, profile = "all" }: Visit = {},
) {
  const { actor } = await browser.who();
  const request: PageRequest = {
    path,
    query: new URLSearchParams(query),
    locale,
    actor,
    profile,
    now: world.now(),
    baseUrl: "http://localhost:8080",
    isDevelopment: false,
    isDemonstration: false,
    mapTiles: null,
    addressService: null,
    posted: null,
    refused: refused ?? null,
    failure: null,
    call: (action, input) => browser.do(action, input) as never,
    newKey: () => randomId(),
  };
  return renderWith(pages, request);
}

async function enter(email: string): Promise<Browser> {
  world.wait(60);
  const browser = world.browser();
  await browser.do(signIn, { email, password, code: await world.code() });
  return browser;
}

describe("pages of accounts, without JavaScript", () => {
  test("the sign-in form posts e-mail, password and code, and carries an interrupted form along", async () => {
    const { html, status, isPublic } = await open(world.browser(), "/connexion");
    expect({ status, isPublic }).toEqual({ status: 200, isPublic: false });
    expect(html).toContain('action="/connexion" method="post"');
    expect(html).toContain('autoComplete="current-password"');
    const values = {
      email: ["ana@essai.test"],
      _resume_path: ["/pro/personnes"],
      _resume_body: ["sealed-text"],
    };
    const refused = { action: "access.signIn", values, issues: [], code: "access.signInRefused", params: {} };
    const again = await open(world.browser(), "/connexion", { refused });
    expect(again.html).toContain('name="_resume_path" value="/pro/personnes"');
    expect(again.html).toContain('name="_resume_body" value="sealed-text"');
    expect(again.html).toContain("ana@essai.test");
    expect(again.html).toContain("L’adresse ou le mot de passe ne va pas.");
  });

  test("no page writes a style attribute or an inline script", async () => {
    const [admin, coordinator, worker] = [
      await enter("admin@essai.test"),
      await enter("coord@essai.test"),
      await enter("relie@essai.test"),
    ];
    const drawn = await Promise.all([
      open(world.browser(), "/connexion"),
      open(world.browser(), "/second-facteur"),
      open(world.browser(), `/invitation/${"x".repeat(43)}`),
      open(world.browser(), `/premier-acces/${"x".repeat(43)}`),
      open(world.browser(), `/nouveau-mot-de-passe/${"x".repeat(43)}`),
      open(admin, "/compte"),
      open(admin, "/compte/codes"),
      open(admin, "/organisation/membres"),
      open(admin, "/organisation/membres/lien"),
      open(worker, "/pro/urgence"),
      open(coordinator, "/admin/bris-de-glace"),
    ]);
    for (const { html, status } of drawn) {
      expect(status).toBe(200);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
      expect(html).not.toMatch(/ style="|<script>(?!\s*<)/);
      expect(html).not.toMatch(/pro\.[a-z]+\.[a-z]|error\.|undefined|\[object/i);
    }
  });

  test("a new account sees the enrolment of its second factor, with a QR code and the key to type", async () => {
    const email = "nouvelle@essai.test";
    const id = randomId<"account">();
    await createAccount(world.auth, {
      id,
      email,
      name: "Nora Essai",
      password,
      now: world.now(),
      newId: randomId,
    });
    const browser = world.browser();
    await browser.do(signIn, { email, password });
    const account = await open(browser, "/compte");
    expect(account.html).toContain("Encore une étape");
    expect(account.html).not.toContain("Sessions ouvertes");
    expect((await open(browser, "/organisation/membres")).status).toBe(401);
    await browser.do(startTotp, {});
    const { typedSecret } = await browser.do(readTotpSetup, {});
    const setup = await open(browser, "/compte/application");
    expect(setup.html).toContain(typedSecret);
    expect(setup.html).toContain("<svg viewBox=");
    await browser.do(confirmTotp, { code: await codeOf(typedSecret) });
    const codes = await open(browser, "/compte/codes");
    expect(codes.html.match(/<code dir="ltr">[2-9a-z]{5}-[2-9a-z]{5}<\/code>/g)).toHaveLength(10);
    const done = await open(browser, "/compte");
    expect(done.html).toContain("Il en reste 10");
    expect(done.html).toContain("dans aucun territoire");
  });

  test("the members page offers a coordinator the own organisation and lesser roles, an administrator all", async () => {
    const admin = await open(await enter("admin@essai.test"), "/organisation/membres");
    expect(admin.html).toContain("Ajouter une organisation");
    expect(admin.html).toContain('value="territory-admin"');
    const coordinator = await open(await enter("coord@essai.test"), "/organisation/membres");
    expect(coordinator.html).not.toContain("Ajouter une organisation");
    expect(coordinator.html).not.toContain('value="territory-admin"');
    expect(coordinator.html).toContain('value="link-worker"');
    expect((await open(await enter("relie@essai.test"), "/organisation/membres")).status).toBe(403);
    expect((await open(world.browser(), "/organisation/membres")).status).toBe(401);
  });

  test("an emergency opening shows to its holder and to its reviewer, who gets the two buttons", async () => {
    const worker = await enter("relie@essai.test");
    const personId = randomId<"person">();
    const asked = await open(worker, "/pro/urgence", {
      query: `dossier=${personId}&organisation=${here.controllerId}`,
    });
    expect(asked.html).toContain(personId);
    const reason = "Ne répond plus <depuis deux jours> & volets fermés.";
    await worker.do(openFileInEmergency, { controllerId: here.controllerId, personId, reason });
    expect((await open(worker, "/pro/urgence")).html).toContain(`/pro/personnes/${personId}`);
    const review = await open(await enter("coord@essai.test"), "/admin/bris-de-glace");
    expect(review.html).toContain("Ne répond plus &lt;depuis deux jours&gt; &amp; volets fermés.");
    expect(review.html).toContain('value="not-justified"');
  });

  test("they are in English too; in Arabic the frame is Arabic and the professional words English", async () => {
    expect((await open(world.browser(), "/connexion", { locale: "en" })).html).toContain(
      "Sign in with a passkey",
    );
    const arabic = await open(world.browser(), "/connexion", { locale: "ar" });
    expect(arabic.html).toContain('dir="rtl"');
    expect(arabic.html).toContain("Sign in with a passkey");
  });

  test("refusals reach the page as refusals, not as faults", async () => {
    const broken = open(
      {
        ...world.browser(),
        do: async () => Promise.reject(new TisserError("base.databaseAway", 503, {})),
      } as Browser,
      "/compte/codes",
    );
    await expect(broken).rejects.toMatchObject({ code: "base.databaseAway" });
  });
});

describe("a reset, without JavaScript", () => {
  test("an administrator is asked first, beside every member but the own panel; a coordinator is offered none", async () => {
    const admin = await enter("admin@essai.test");
    const { html } = await open(admin, "/organisation/membres");
    const { members } = await admin.do(listMembers, {});
    const forms = html.match(/<form [^>]*action="\/organisation\/membres\/acces"/g) ?? [];
    expect(forms).toHaveLength(members.length - 1);
    expect(html).toContain("Rien ne change tant que le lien n’a pas servi.");
    expect(html).not.toContain('<details class="disclosure" open');
    const coordinator = await open(await enter("coord@essai.test"), "/organisation/membres");
    expect(coordinator.html).not.toContain("/organisation/membres/acces");
  });

  test("a refusal shows once, in the open panel of the member it is about, with its reason", async () => {
    const admin = await enter("admin@essai.test");
    const { members } = await admin.do(listMembers, {});
    const member = members.find(({ email }) => email === "relie@essai.test");
    const values = { membershipId: [member?.membershipId ?? ""] };
    const issues = [{ path: "", code: "worksElsewhere" }];
    const refused = { action: resetAccount.name, values, issues, code: "base.notAllowed", params: {} };
    const { html } = await open(admin, "/organisation/membres", { refused });
    expect(html.match(/role="alert"/g)).toHaveLength(1);
    expect(html.match(/<details class="disclosure" open/g)).toHaveLength(1);
    expect(html).toContain("Demandez ce lien à qui exploite la plateforme.");
  });

  test("the link stands on a page of its own, for its maker; afterwards the page says that there is none", async () => {
    const admin = await enter("admin@essai.test");
    const { members } = await admin.do(listMembers, {});
    const member = members.find(({ email }) => email === "relie@essai.test");
    const { link } = await admin.do(resetAccount, { membershipId: member?.membershipId ?? "" });
    expect((await open(admin, "/organisation/membres/lien")).html).toContain(`>${link}</textarea>`);
    world.wait(600);
    const late = await open(admin, "/organisation/membres/lien");
    expect(late.html).not.toContain("nouveau-mot-de-passe");
    expect(late.html).toContain("Il n’y a pas de lien à montrer");
    expect((await open(await enter("coord@essai.test"), "/organisation/membres/lien")).status).toBe(403);
  });

  test("the page behind the link asks for a password and keeps the secret out of the language links", async () => {
    const token = "y".repeat(43);
    const { html } = await open(world.browser(), `/nouveau-mot-de-passe/${token}`);
    expect(html).toContain(`action="/nouveau-mot-de-passe/${token}" method="post"`);
    expect(html).toContain('autoComplete="new-password"');
    expect(html.split("<main")[0]).not.toContain(token);
  });
});

/** Links of the menu, in order, with the current one marked. */
function menuOf(html: string): readonly string[] {
  const menu = /<div class="menu".*?<\/nav>/s.exec(html)?.[0] ?? "";
  return [...menu.matchAll(/<a href="([^"]+)"(?: aria-current="(\w+)")?/g)].map(
    ([, path, current]) => `${path}${current ? ` (${current})` : ""}`,
  );
}

describe("the menu of whoever is signed in", () => {
  test("is not there for a visitor", async () => {
    const { html } = await open(world.browser(), "/connexion");
    expect(html).not.toContain('class="menu"');
    expect(html).not.toContain('action="/deconnexion"');
  });

  test.each([
    [
      "admin@essai.test",
      [
        "/pro/territoire/chiffres",
        "/observatoire/atelier/publications",
        "/pro/telephone",
        "/pro/imports",
        "/pro/territoire/classement",
        "/organisation/membres",
        "/organisation/accords",
        "/pro/instruments",
        "/compte (page)",
      ],
    ],
    [
      "relie@essai.test",
      [
        "/pro",
        "/pro/demandes",
        "/pro/alertes",
        "/pro/personnes",
        "/pro/benevoles",
        "/pro/heures",
        "/pro/chiffres",
        "/pro/telephone",
        "/compte (page)",
      ],
    ],
    [
      "coord@essai.test",
      [
        "/pro",
        "/pro/demandes",
        "/pro/alertes",
        "/pro/personnes",
        "/pro/benevoles",
        "/pro/heures",
        "/pro/chiffres",
        "/pro/dangers",
        "/pro/telephone",
        "/pro/territoire/classement",
        "/organisation/membres",
        "/organisation/accords",
        "/admin/bris-de-glace",
        "/pro/instruments",
        "/compte (page)",
      ],
    ],
  ])("leads %s where the rules let them, says where one is, and signs out", async (email, expected) => {
    const { html } = await open(await enter(email), "/compte");
    expect(menuOf(html)).toEqual(expected);
    expect(html.match(/action="\/deconnexion" method="post"/g)).toHaveLength(1);
  });

  test("marks a page that belongs under an entry", async () => {
    const { html } = await open(await enter("admin@essai.test"), "/organisation/membres/lien");
    expect(menuOf(html)).toEqual([
      "/pro/territoire/chiffres",
      "/observatoire/atelier/publications",
      "/pro/telephone",
      "/pro/imports",
      "/pro/territoire/classement",
      "/organisation/membres (true)",
      "/organisation/accords",
      "/pro/instruments",
      "/compte",
    ]);
  });

  test("leaves the persons out of a profile that has none", async () => {
    const { html } = await open(await enter("relie@essai.test"), "/compte", { profile: "directory" });
    expect(menuOf(html)).toEqual(["/pro/telephone", "/compte (page)"]);
  });

  test("of an account without second factor holds the account and the way out only", async () => {
    const browser = world.browser();
    const id = randomId<"account">();
    const making = { now: world.now(), newId: randomId };
    await createAccount(world.auth, {
      id,
      email: "demi@essai.test",
      name: "Demi Essai",
      password,
      ...making,
    });
    await browser.do(signIn, { email: "demi@essai.test", password });
    expect(menuOf((await open(browser, "/compte")).html)).toEqual(["/compte (page)"]);
  });

  test("keeps to the language of the page in its addresses, and names that of its words", async () => {
    const { html } = await open(await enter("admin@essai.test"), "/compte", { locale: "ar" });
    expect(menuOf(html)).toEqual([
      "/ar/pro/territoire/chiffres",
      "/ar/observatoire/atelier/publications",
      "/ar/pro/telephone",
      "/ar/pro/imports",
      "/ar/pro/territoire/classement",
      "/ar/organisation/membres",
      "/ar/organisation/accords",
      "/ar/pro/instruments",
      "/ar/compte (page)",
    ]);
    expect(html).toContain('<div class="menu" lang="en">');
    expect(html).toContain('action="/ar/deconnexion"');
  });
});

async function codeOf(typedSecret: string): Promise<string> {
  const { base32 } = await import("@better-auth/utils/base32");
  return totpAt(new TextDecoder().decode(base32.decode(typedSecret.replaceAll(" ", ""))), world.now());
}
