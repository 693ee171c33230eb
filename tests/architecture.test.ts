import { describe, expect, it } from "vitest";
import * as contents from "./support/content-rules.ts";
import * as imports from "./support/import-rules.ts";
import { parseTree, readSources, type SourceTree } from "./support/source-tree.ts";

const sources = readSources();

/** A rule, what it says in one sentence, and invented trees: each breaks it in the way that its fault names. */
interface Case {
  readonly sentence: string;
  readonly rule: (tree: SourceTree) => readonly string[];
  readonly broken: readonly (readonly [fault: RegExp, tree: Readonly<Record<string, string>>])[];
  readonly sound: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    sentence: "imports between rooms go down the tiers",
    rule: imports.forbiddenArrows,
    broken: [
      [/base may not import directory/, { "src/base/id.ts": `import { a } from "#directory";` }],
      [/directory may not import network/, { "src/directory/x.ts": `import type { A } from "#network";` }],
      [/pathway may not import outreach/, { "src/pathway/x.ts": `export * from "#outreach/actions";` }],
      [/server may not import web/, { "src/server/x.ts": `const page = await import("#web");` }],
      [/server may not import cli/, { "src/server/x.ts": `import "#cli";` }],
      [/web may not import storage/, { "src/web/x.tsx": `import type { Tx } from "#storage";` }],
      [/observatory may not import exchange/, { "src/observatory/x.ts": `import { a } from "#exchange";` }],
      [/src\/drawer is no room/, { "src/drawer/x.ts": `export {};` }],
    ],
    sound: {
      "src/exchange/x.ts": `import { a } from "#observatory"; import { b } from "#directory";`,
      "src/access/x.ts": `import type { Tx } from "#storage";`,
      "src/cli/x.ts": `import { app } from "#server"; import fs from "node:fs";`,
    },
  },
  {
    sentence: "a room is reached by its index, its actions or, from the server, its handlers",
    rule: imports.sideDoors,
    broken: [
      [/only #room/, { "src/server/x.ts": `import { a } from "#directory/store";` }],
      [/only #room/, { "src/server/x.ts": `import { a } from "#directory/inner/x.ts";` }],
      [/may not leave its room/, { "src/server/x.ts": `import { a } from "../directory/store.ts";` }],
      [/handlers are for the server/, { "src/pathway/x.ts": `import { a } from "#directory/handlers";` }],
      [/imports are relative/, { "src/directory/x.ts": `import { a } from "#directory";` }],
    ],
    sound: {
      "src/server/x.ts": `import { a } from "#directory/handlers"; import { b } from "./y.ts";`,
      "src/web/public/x.tsx": `import { a } from "../ui/link.tsx"; import { b } from "#directory/actions";`,
    },
  },
  {
    sentence: "no file imports itself by a detour",
    rule: imports.cycles,
    broken: [
      [
        /a\.ts → src\/base\/b\.ts → src\/base\/a\.ts/,
        { "src/base/a.ts": `import { b } from "./b.ts";`, "src/base/b.ts": `import { a } from "./a.ts";` },
      ],
      [
        /a\.ts → src\/base\/b\.ts → src\/base\/a\.ts/,
        {
          "src/base/a.ts": `import { b } from "./b.ts";`,
          "src/base/b.ts": `import type { A } from "./a.ts";`,
        },
      ],
      [
        /index\.ts/,
        {
          "src/base/index.ts": `export * from "./a.ts";`,
          "src/base/a.ts": `import { A } from "./index.ts";`,
        },
      ],
    ],
    sound: {
      "src/base/a.ts": `import { b } from "./b.ts"; import { c } from "./c.ts";`,
      "src/base/b.ts": `import type { C } from "./c.ts";`,
      "src/base/c.ts": `export const c = 1;`,
    },
  },
  {
    sentence: "what an index or a declaration reaches runs in a browser",
    rule: imports.serverCodeInReachOfBrowsers,
    broken: [
      [
        /hash\.ts imports node:crypto, reached from src\/directory\/index\.ts/,
        {
          "src/directory/index.ts": `export * from "./hash.ts";`,
          "src/directory/hash.ts": `import { createHash } from "node:crypto";`,
        },
      ],
      [/imports kysely/, { "src/directory/actions.ts": `import { sql } from "kysely";` }],
      [
        /store\.ts is a server file/,
        { "src/directory/index.ts": `export * from "./store.ts";`, "src/directory/store.ts": `export {};` },
      ],
      [
        /belongs to the server/,
        {
          "src/access/index.ts": `export { a } from "#storage";`,
          "src/storage/index.ts": `export const a = 1;`,
        },
      ],
    ],
    sound: {
      "src/directory/index.ts": `export * from "./a.ts"; import type { Tx } from "#storage";`,
      "src/directory/a.ts": `import { z } from "zod";`,
      "src/directory/handlers.ts": `import { createHash } from "node:crypto";`,
      "src/storage/index.ts": `import pg from "pg";`,
    },
  },
  {
    sentence: "pages never reach handlers, storage, the server or Node",
    rule: imports.webReachingServer,
    broken: [
      [/#directory\/handlers/, { "src/web/x.tsx": `import { a } from "#directory/handlers";` }],
      [/#storage/, { "src/web/x.tsx": `import type { Tx } from "#storage";` }],
      [/node:fs/, { "src/web/x.tsx": `import fs from "node:fs";` }],
    ],
    sound: { "src/web/x.tsx": `import { a } from "#directory/actions"; import { b } from "#base";` },
  },
  {
    sentence: "SQL lives in stores and migrations",
    rule: contents.sqlOutsideStores,
    broken: [
      [
        /handlers\.ts:1 writes SQL/,
        { "src/directory/handlers.ts": "const rows = sql`select 1`.execute(db);" },
      ],
      [/writes SQL/, { "src/directory/handlers.ts": "const rows = sql<Row>`select 1`;" }],
      [/builds a query/, { "src/directory/handlers.ts": `db.selectFrom("offer").selectAll();` }],
      [/holds SQL text/, { "src/server/x.ts": `db.query("SELECT name FROM offer");` }],
      [/holds SQL text/, { "src/cli/x.ts": "run(`grant select on offer to ${role}`);" }],
    ],
    sound: {
      "src/directory/store.ts": "const rows = sql`select 1`;",
      "src/storage/x.ts": "const rows = sql`select 1`;",
      "src/base/x.ts": `const text = "Select a town from the list"; const other = "update the entry";`,
    },
  },
  {
    sentence: "text that a person may read stands in the language files",
    rule: contents.visibleTextOutsideLanguageFiles,
    broken: [
      [/shows text of its own/, { "src/web/x.tsx": `export const a = () => <p>Bonjour</p>;` }],
      [
        /shows text of its own/,
        { "src/web/x.tsx": `export const a = () => <a aria-label="Close" href="#">×</a>;` },
      ],
      [/shows text of its own/, { "src/web/x.tsx": `export const a = () => <img alt={"Map"} />;` }],
      [/not English/, { "src/directory/x.ts": `export const a = "Ce lieu est fermé.";` }],
      [/not English/, { "src/web/x.ts": `document.title = "Météo";` }],
      [/not English/, { "src/server/x.ts": "export const a = `مرحبا ${name}`;" }],
      [/holds a sentence/, { "src/web/x.ts": `export const a = "Choose a town first.";` }],
    ],
    sound: {
      "src/web/x.tsx": `export const a = (t: T) => <p className="lead" aria-hidden="true">{t("page.home.title")} · 3114</p>;`,
      "src/base/x.ts": `throw new Error("A declaration may not contradict itself.");`,
      "src/exchange/sources/x/map.ts": `export const column = "Libellé";`,
      "src/instruments/catalogue/x.ts": `export const item = { fr: "Vous sentez-vous isolé(e) ?" };`,
      "src/directory/x.ts": `export const list = defineCodeList("a", "médiation numérique", []); text.replace("œ", "oe"); const day = "fermé";`,
    },
  },
  {
    sentence: "every route is a declared action",
    rule: contents.undeclaredRoutes,
    broken: [
      [/route \/admin\/debug without/, { "src/server/app.ts": `app.get("/admin/debug", answer);` }],
      [/of its own without/, { "src/server/x.ts": "fastify.route({ method: 'POST', url: path, handler });" }],
      [/of its own without/, { "src/server/x.ts": "app.post(`/x/${name}`, answer);" }],
    ],
    sound: {
      "src/server/app.ts": `app.get("/health/live", answer); app.get("/*", page); map.get("/x");`,
      "src/server/api-routes.ts": "app.route({ method, url: prefix + action.path, handler });",
    },
  },
  {
    sentence: "time, chance and the environment come in as arguments",
    rule: contents.hiddenInputs,
    broken: [
      [/reads the clock/, { "src/directory/x.ts": `export const a = Date.now();` }],
      [/reads the clock/, { "src/directory/x.ts": `export const a = new Date().toISOString();` }],
      [/draws at random/, { "src/directory/x.ts": `export const a = Math.random();` }],
      [/reads the environment/, { "src/directory/x.ts": `export const a = process.env["PORT"];` }],
    ],
    sound: {
      "src/server/clock.ts": `export const now = () => new Date();`,
      "src/server/env.ts": `export const port = process.env["PORT"];`,
      "src/base/x.ts": `export const a = new Date("2026-01-01"); export const b = Date.parse("2026-01-01");`,
      "src/storage/x.ts": `spawn("postgres", { env: { ...process.env, PATH: process.env[name] } });`,
    },
  },
  {
    sentence: "every room has a README that says what it is for",
    rule: contents.roomsWithoutReadme,
    broken: [
      [/src\/network has no README/, { "src/network/index.ts": `export {};` }],
      [
        /src\/network has no README/,
        { "src/network/index.ts": `export {};`, "src/network/README.md": "# Network" },
      ],
    ],
    sound: { "src/network/index.ts": `export {};`, "src/network/README.md": "Circles and ties. ".repeat(20) },
  },
  {
    sentence: "a file has at most 500 lines",
    rule: contents.longFiles,
    broken: [[/has 501 lines/, { "src/base/x.ts": "\n".repeat(501) }]],
    sound: { "src/base/x.ts": "\n".repeat(500), "src/instruments/catalogue/x.ts": "\n".repeat(900) },
  },
  {
    sentence: "files are in kebab case and named after what they hold",
    rule: contents.badNames,
    broken: [
      [/is a drawer/, { "src/base/utils.ts": "" }],
      [/is a drawer/, { "src/directory/types/offer.ts": "" }],
      [/is a drawer/, { "src/web/helpers.test.tsx": "" }],
      [/not in kebab case/, { "src/web/OfferCard.tsx": "" }],
      [/not in kebab case/, { "src/base/local_date.ts": "" }],
    ],
    sound: { "src/web/ui/offer-card.test.tsx": "", "src/base/constants-of-nature.ts": "" },
  },
  {
    sentence: "every exported thing has a docstring",
    rule: contents.missingDocstrings,
    broken: [
      [/makeId has no docstring/, { "src/base/x.ts": `export function makeId() {}` }],
      [/Id has no docstring/, { "src/base/x.ts": `// a comment\nexport type Id = string;` }],
      [/zero has no docstring/, { "src/base/x.ts": `/** One. */\nconst one = 1;\nexport const zero = one;` }],
    ],
    sound: {
      "src/base/x.ts": `/** An id of one thing. */\nexport type Id = string;\nexport * from "./y.ts";`,
    },
  },
];

it("the sources are really read", () => {
  expect(parseTree(sources).length).toBeGreaterThan(20);
  expect(parseTree(sources).some((source) => source.imports.length > 0)).toBe(true);
});

describe.each(cases)("$sentence", ({ rule, broken, sound }) => {
  it("in this tree", () => {
    expect(rule(sources)).toEqual([]);
  });

  it.each(broken.map(([fault, tree]) => ({ fault, tree })))(
    "and a breach is seen: $fault",
    ({ fault, tree }) => {
      expect(rule(new Map(Object.entries(tree))).join("\n")).toMatch(fault);
    },
  );

  it("and a sound tree is not blamed", () => {
    expect(rule(new Map(Object.entries(sound)))).toEqual([]);
  });
});
