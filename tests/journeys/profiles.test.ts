import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasPart, type AnyAction, type Profile } from "#base";
import { readActions } from "../../scripts/declarations.ts";
import { allPages } from "../../src/web/routes.ts";
import { codedError, send, type ApiAnswer } from "../support/api.ts";
import { makeInstallation, seededUser, type Installation, type Served } from "../support/installation.ts";
import { operationsOf } from "../support/open-api.ts";
import { signIn, type SeededTerritory } from "../support/session.ts";

let place: Installation;
let actions: readonly AnyAction[];
let territories: readonly SeededTerritory[];

beforeAll(async () => {
  actions = await readActions();
  place = await makeInstallation({ PROFILE: "directory" });
  territories = await place.seed("world-demo.json");
});
afterAll(async () => place.remove());

/** An address that fits a path with `:name`. */
const filled = (path: string): string => path.replaceAll(/:[a-zA-Z]+|\{[a-zA-Z]+\}/g, crypto.randomUUID());

/** A page without what differs from one request to the next. */
function withoutMarks(answer: ApiAnswer): string {
  return answer.text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "#")
    .replaceAll(/(href|action)="[^"]*"/g, "")
    .replaceAll(/ aria-current="true"(?= dir="ltr">)/g, "");
}

/** Cookies of a visitor and of somebody of each kind; sessions outlive the server that began them. */
const cookies: string[] = [""];

/** One server under a profile. */
async function under(profile: Profile, visit: (server: Served) => Promise<void>): Promise<void> {
  const server = await place.start({ PROFILE: profile });
  try {
    for (const slug of cookies.length === 1 ? ["admin", "lien", "dpo"] : [])
      cookies.push(await signIn(server, seededUser(territories, "val-dargence", slug)));
    await visit(server);
    expect(server.output()).not.toMatch(/unhandled|uncaught/i);
  } finally {
    expect((await server.stop()).code).toBe(0);
  }
}

describe.each(["directory", "observatory", "link", "all"] as const)("under the profile %s", (profile) => {
  it("what lies outside does not exist: no operation, no page, no link", async () => {
    await under(profile, async (server) => {
      await expectItsOperations(server, profile, cookies.at(-2) ?? "");
      await expectItsPages(server, profile);
      await expectLinksThatLead(server);
    });
  });

  it("tables outside it are empty after all of that", async () => {
    if (hasPart(profile, "persons")) return;
    const rows = await place.inDatabase(async (admin) => {
      const { rows: found } = await sql<{ count: number }>`
        select (select count(*) from person) + (select count(*) from person_token)
          + (select count(*) from break_glass) + (select count(*) from break_glass_read) as count`.execute(
        admin,
      );
      return Number(found[0]?.count);
    });
    expect(rows).toBe(0);
  });
});

async function expectItsOperations(server: Served, profile: Profile, cookie: string): Promise<void> {
  const { text } = await send(server, { method: "GET", path: "/openapi.json" });
  const names = operationsOf(JSON.parse(text)).map(({ operationId }) => operationId);
  const [inside, outside] = [true, false].map((wanted) =>
    actions.filter((action) => hasPart(profile, action.part) === wanted),
  );
  expect(names.toSorted()).toEqual(inside?.map(({ name }) => name).toSorted());
  const unknown = codedError(
    await send(server, { method: "GET", path: "/api/v1/nothing/here", headers: { cookie } }),
  );
  for (const { method, path, name } of outside ?? []) {
    const answer = await send(server, {
      method,
      path: `/api/v1${filled(path)}`,
      headers: { cookie },
      ...(method === "GET" ? {} : { body: {} }),
    });
    expect([answer.status, codedError(answer)], name).toEqual([404, unknown]);
  }
  for (const { name, form } of outside?.filter((action) => action.form) ?? []) {
    const answer = await send(server, {
      method: "POST",
      path: filled(form?.path ?? ""),
      headers: { cookie, "content-type": "application/x-www-form-urlencoded", origin: server.baseUrl },
      body: "givenNames=Invented",
    });
    expect([answer.status, codedError(answer)], name).toEqual([404, unknown]);
  }
}

async function expectItsPages(server: Served, profile: Profile): Promise<void> {
  for (const cookie of cookies) {
    const open = async (path: string): Promise<ApiAnswer> =>
      send(server, { method: "GET", path, headers: { cookie, accept: "text/html" } });
    const nothing = withoutMarks(await open("/nothing-here"));
    for (const { path, part } of allPages.filter((page) => !page.isForDevelopment)) {
      const answer = await open(filled(path));
      if (path === "/" && profile === "observatory") {
        expect([answer.status, answer.headers.get("location")], path).toEqual([302, "/observatoire"]);
      } else if (part !== undefined && !hasPart(profile, part)) {
        expect([answer.status, withoutMarks(answer)], path).toEqual([404, nothing]);
      } else {
        expect(answer.status, path).toBeLessThan(500);
        if (!path.includes(":")) expect(answer.status, path).not.toBe(404);
      }
    }
  }
}

/** Follows every link that somebody sees, from the account page on: none may lead to a page that is not there. */
async function expectLinksThatLead(server: Served): Promise<void> {
  for (const cookie of cookies) {
    const waiting = ["/compte", "/connexion"];
    const seen = new Map(waiting.map((path) => [path, "nobody"]));
    for (let path = waiting.pop(); path !== undefined && seen.size < 60; path = waiting.pop()) {
      const answer = await send(server, { method: "GET", path, headers: { cookie, accept: "text/html" } });
      expect(answer.status, `${path}, which ${seen.get(path)} links to`).not.toBe(404);
      for (const [, link = ""] of answer.text.matchAll(/<a [^>]*href="(\/[^"#]*)/g)) {
        const clean = link.replaceAll("&amp;", "&");
        if (seen.has(clean) || /^\/(en|es|ar)(\/|$)/.test(clean)) continue;
        seen.set(clean, path);
        waiting.push(clean);
      }
    }
  }
}
