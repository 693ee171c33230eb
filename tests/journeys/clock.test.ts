import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codedError, freshKey, send, type ApiAnswer } from "../support/api.ts";
import {
  makeInstallation,
  seededPerson,
  seededUser,
  type Installation,
  type Served,
  type Variables,
} from "../support/installation.ts";
import { operationsOf } from "../support/open-api.ts";
import { signIn, totpCode, type SeededTerritory, type SeededUser } from "../support/session.ts";

let place: Installation;
let territories: readonly SeededTerritory[];

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
});
afterAll(async () => place.remove());

const hour = 3_600_000;
/** A Tuesday ten years on, eleven o'clock in Paris. */
const tuesday = Date.parse("2036-11-25T10:00:00Z");

/** Variables that put the clock of a program beside the system's. */
const shifted = (milliseconds: number): Variables => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../support/shifted-clock.ts")).href}`,
  CLOCK_SHIFT_MS: String(milliseconds),
});

const user = (slug: string): SeededUser => seededUser(territories, "val-dargence", slug);

const get = (server: Served, path: string, cookie = ""): Promise<ApiAnswer> =>
  send(server, { method: "GET", path, headers: { cookie } });

function openFile(server: Served, cookie: string, id: string, key = freshKey()): Promise<ApiAnswer> {
  return send(server, {
    method: "POST",
    path: "/api/v1/pathway/persons",
    headers: { cookie, "idempotency-key": key },
    body: { id, givenNames: "Invented", processingGround: "consent" },
  });
}

/** A try with a wrong password or the right one; the code is that of the clock given. */
function trySignIn(
  server: Served,
  slug: string,
  now: number,
  password = user(slug).password,
): Promise<ApiAnswer> {
  const { email, totpSecret } = user(slug);
  const body = { email, password, code: totpCode(totpSecret, now) };
  return send(server, { method: "POST", path: "/api/v1/access/sign-in", body });
}

/** Asks every list and page once: whatever the clock says, none may fail. */
async function expectNoFault(server: Served, cookie: string): Promise<void> {
  const { text } = await get(server, "/openapi.json");
  const lists = operationsOf(JSON.parse(text)).filter(
    ({ method, path }) => method === "GET" && !path.includes("{"),
  );
  const pages = [
    "/",
    "/chercher?town=73065",
    "/compte",
    "/pro/personnes",
    "/admin/bris-de-glace",
    "/aide-immediate",
  ];
  for (const path of [...lists.map((list) => list.path), ...pages])
    expect((await get(server, path, cookie)).status, path).toBeLessThan(500);
  expect(server.output()).not.toMatch(/unhandled|uncaught|"level":50|work failed/i);
}

async function expectWholeRecord(variables: Variables): Promise<void> {
  const { code, stdout } = await place.runWith(variables, "audit", "verify");
  expect(code, stdout).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ isWhole: true });
}

const order = { id: crypto.randomUUID(), key: freshKey() };
let firstCookie = "";
let firstAnswer = "";

describe("a server whose clock is moved between two starts", () => {
  it("begins now", async () => {
    const server = await place.start();
    firstCookie = await signIn(server, user("lien"));
    firstAnswer = (await openFile(server, firstCookie, order.id, order.key)).text;
    expect(firstAnswer).toContain(order.id);
    for (let tries = 0; tries < 3; tries += 1)
      expect((await trySignIn(server, "medecin", Date.now(), "not the password")).status).toBe(401);
    expect((await place.run("erase", seededPerson(territories, "val-dargence", "yanis"))).code).toBe(0);
    expect((await server.stop()).code).toBe(0);
    await expectWholeRecord({});
  });

  it("goes on one hour back: receipts, sessions, delays, erasures, record", async () => {
    const back = shifted(-hour);
    const server = await place.start(back);
    const repeated = await openFile(server, firstCookie, order.id, order.key);
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
    expect(JSON.parse(repeated.text)).toEqual(JSON.parse(firstAnswer));
    expect((await get(server, "/api/v1/pathway/persons", firstCookie)).status).toBe(200);
    // The same code twice is one code too many, also when the clock makes its time come back.
    const again = await trySignIn(server, "lien", Date.now() - hour);
    expect([again.status, codedError(again).code]).toEqual([401, "access.codeRefused"]);
    expect((await trySignIn(server, "coordination", Date.now())).status).toBe(401);
    const cookie = await signIn(server, user("terrain"), Date.now() - hour);
    expect((await openFile(server, cookie, crypto.randomUUID())).status).toBe(200);
    expect((await trySignIn(server, "medecin", Date.now() - hour)).status).toBe(200);
    expect(
      (await place.runWith(back, "export", seededPerson(territories, "val-dargence", "yanis"))).code,
    ).toBe(1);
    expect(
      (await place.runWith(back, "erase", seededPerson(territories, "val-dargence", "henri"))).code,
    ).toBe(0);
    await expectNoFault(server, cookie);
    expect((await server.stop()).code).toBe(0);
    await expectWholeRecord(back);
  });

  it("goes on ten years later: sessions of before are over, codes and opening hours are those of that time", async () => {
    const later = shifted(tuesday - Date.now());
    const now = (): number => Date.now() + Number(later["CLOCK_SHIFT_MS"]);
    const server = await place.start(later);
    expect((await get(server, "/api/v1/pathway/persons", firstCookie)).status).toBe(401);
    expect((await trySignIn(server, "lien", Date.now())).status).toBe(401);
    const cookie = await signIn(server, user("lien"), now());
    const opened = await openFile(server, cookie, crypto.randomUUID());
    expect(opened.status).toBe(200);
    const { persons } = JSON.parse((await get(server, "/api/v1/pathway/persons", cookie)).text) as {
      readonly persons: readonly { readonly changedAt: string }[];
    };
    expect(persons[0]?.changedAt).toMatch(/^2036-11-25T10:/);
    await expectOpenings(server);
    for (let tries = 0; tries < 5; tries += 1) await trySignIn(server, "dpo", now(), "not the password");
    await expectNoFault(server, cookie);
    expect((await server.stop()).code).toBe(0);
    await expectWholeRecord(later);
    firstCookie = cookie;
  });

  it("comes back to now: nobody is locked out by what was written in the future, and its sessions do not last", async () => {
    const server = await place.start();
    expect((await get(server, "/api/v1/pathway/persons", firstCookie)).status).toBe(401);
    expect((await trySignIn(server, "lien", Date.now() + 30_000)).status).toBe(200);
    expect((await trySignIn(server, "dpo", Date.now())).status).toBe(200);
    const cookie = await signIn(server, user("lien-domicile"));
    await expectNoFault(server, cookie);
    expect((await server.stop()).code).toBe(0);
    await expectWholeRecord({});
  });
});

/** Opening hours on that Tuesday at eleven: "Tu-Sa 10:00-18:30" is open until half past six, "Th 09:00-12:30" closed until Thursday. */
async function expectOpenings(server: Served): Promise<void> {
  const { text } = await get(server, "/api/v1/directory/offers?town=73065");
  const { offers } = JSON.parse(text) as {
    readonly offers: readonly { readonly name: string; readonly opening: object }[];
  };
  const openingOf = (name: string) => offers.find((offer) => offer.name.startsWith(name))?.opening;
  expect(openingOf("Café des Tisserands")).toEqual({ state: "open", nextChange: "2036-11-25T17:30:00.000Z" });
  expect(openingOf("Le Bus du lien")).toEqual({ state: "closed", nextChange: "2036-11-27T08:00:00.000Z" });
}
