import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { locales } from "#base";
import { describe, expect, it } from "vitest";
import { readActions, readCodeLists, readErrors, readTextFiles, readTexts } from "../scripts/declarations.ts";
import { errorList } from "../scripts/make-error-list.ts";
import { referralDiagram } from "../scripts/make-referral-diagram.ts";
import * as documentRules from "./support/document-rules.ts";
import { parseTree, readSources, root, walk, type SyntaxNode } from "./support/source-tree.ts";
import * as textRules from "./support/text-rules.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const documents = new Map(
  globSync("**/*.md", { cwd: root, exclude: ["node_modules/**", ".tisser/**", ".run/**", "dist/**"] }).map(
    (path) => [path, read(path)],
  ),
);
const texts = readTextFiles();
const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string> | undefined>;

describe("documents", () => {
  it("have no dead link", () => {
    expect(documents.size).toBeGreaterThan(10);
    expect(documentRules.deadLinks(documents, (path) => existsSync(join(root, path)))).toEqual([]);
  });

  it("with a dead link or heading are seen", () => {
    const bad = new Map([["docs/a.md", "# One\n[x](b.md) [y](#two) [z](a.md#one) [w](https://example.org)"]]);
    expect(documentRules.deadLinks(bad, () => false)).toEqual([
      "docs/a.md links to b.md, which is not there",
      "docs/a.md links to #two: no such heading",
    ]);
  });

  it("of decisions have number, date, context, options, decision and consequences", () => {
    expect(documentRules.badRecords(documents)).toEqual([]);
  });

  it("of decisions without them are seen", () => {
    const bad = new Map([
      ["docs/decisions/0003-x.md", "# 4. X\n\n## Context\n\n## Options\n\n## Decision\n"],
    ]);
    expect(documentRules.badRecords(bad)).toHaveLength(3);
  });

  it("of changes begin with their kind and tell users one sentence", () => {
    expect([...documents.keys()].some((path) => path.startsWith("changes/"))).toBe(true);
    expect(documentRules.badNotes(documents)).toEqual([]);
  });

  it("of changes without kind or sentence are seen", () => {
    const bad = new Map([
      ["changes/a.md", "kind: nice\n\nA sentence."],
      ["changes/b.md", "kind: fixed\n"],
    ]);
    expect(documentRules.badNotes(bad)).toHaveLength(2);
  });

  it("begin with the two commands", () => {
    const firstScreen = read("README.md").split("\n").slice(0, 40).join("\n");
    expect(firstScreen).toContain("npm start");
    expect(firstScreen).toContain("npm test");
  });
});

describe.each([
  ["observatory", "docs/observatory.md", 20],
  ["directory", "src/exchange/README.md", 14],
])("the list of bad input to the %s", (_, list, least) => {
  const named = [...read(list).matchAll(/`(src\/[\w/.-]+\.test\.ts)` "([^"]+)"/g)];

  it("names tests that are there", () => {
    expect(named.length).toBeGreaterThan(least);
    const lost = named.filter(([, path = "", name = ""]) => !read(path).includes(name));
    expect(lost.map(([whole]) => whole)).toEqual([]);
  });
});

describe("error codes", () => {
  it("are all in docs/errors.md, which holds no other", async () => {
    expect(read("docs/errors.md")).toBe(await errorList());
    const listed = documentRules.namesInTables(read("docs/errors.md"));
    expect(listed).toEqual((await readErrors()).map((entry) => entry.code));
    expect(listed.length).toBeGreaterThan(20);
  });

  it("come with the drawing of the states of a referral, which says what the table of moves says", () => {
    expect(read("docs/referral.md")).toBe(referralDiagram());
  });

  it("are unique", async () => {
    const codes = (await readErrors()).map((entry) => entry.code);
    expect(codes).toEqual([...new Set(codes)]);
  });

  it("have a sentence in every language", async () => {
    expect(await keysWithoutText((await readErrors()).map((entry) => `error.${entry.code}`))).toEqual([]);
  });

  it("have sentences that ask only for values which the error brings", async () => {
    const french = readTexts("fr");
    const faults = (await readErrors()).flatMap((entry) => {
      const asked = textRules.valuesIn(french.get(`error.${entry.code}`) ?? "");
      return asked.filter((name) => !entry.params.includes(name)).map((name) => `${entry.code}: {${name}}`);
    });
    expect(faults).toEqual([]);
  });

  it("named by actions exist", async () => {
    const known = new Set((await readErrors()).map((entry) => entry.code));
    const actions = await readActions();
    expect(actions.length).toBeGreaterThan(3);
    const named = actions.flatMap((action) => action.errors ?? []);
    expect(named.filter((code) => !known.has(code))).toEqual([]);
  });
});

describe("reasons and code lists", () => {
  it("have a sentence for every reason of a refusal", async () => {
    const reasons = reasonsInSources();
    expect(reasons).toContain("roleNeeded");
    expect(await keysWithoutText(reasons.map((reason) => `reason.${reason}`))).toEqual([]);
  });

  it("have a label for every code, in the public or in the professional texts", async () => {
    const lists = await readCodeLists();
    expect(lists.map((list) => list.name)).toContain("categoryOfAction");
    const french = readTexts("fr");
    const keys = lists.flatMap((list) =>
      list.codes.map((code) => {
        const key = `code.${list.name}.${code}`;
        return french.has(`pro.${key}`) ? `pro.${key}` : key;
      }),
    );
    expect(await keysWithoutText(keys)).toEqual([]);
  });
});

/** Which of these keys lack a text in a language that must have it. */
async function keysWithoutText(keys: readonly string[]): Promise<readonly string[]> {
  // Each language is read once: reading the files again for every key took minutes.
  const textsIn = new Map(locales.map((locale) => [locale, readTexts(locale)]));
  return keys.flatMap((key) =>
    textRules
      .languagesOf(key)
      .filter((locale) => !textsIn.get(locale)?.has(key))
      .map((locale) => `${key} (${locale})`),
  );
}

/** Codes given to `no(…)` and as last argument of `when(…)` anywhere in the sources. */
function reasonsInSources(): readonly string[] {
  const found = new Set<string>();
  for (const source of parseTree(readSources()).filter((file) => !file.isTest)) {
    walk(source.program, (node) => {
      if (node.type !== "CallExpression") return;
      const callee = (node["callee"] as { readonly name?: string }).name;
      const given = (node["arguments"] as readonly SyntaxNode[]).at(-1);
      if ((callee === "no" || callee === "when") && given?.type === "Literal")
        found.add(String(given["value"]));
    });
  }
  return [...found];
}

describe("texts", () => {
  it.each([
    ["have the same keys in every language", textRules.missingKeys],
    ["are never empty", textRules.emptyTexts],
    ["ask for the same values in every language", textRules.differingValues],
    ["belong to one room each", textRules.keysOfTwoRooms],
    ["are translated", textRules.untranslated],
  ] as const)("%s", (_sentence, rule) => {
    expect(texts.length).toBeGreaterThan(4);
    expect(rule(texts)).toEqual([]);
  });

  it("with such faults are seen", () => {
    const bad = [
      { room: "a", locale: "fr", texts: { "page.x": "Bonjour {name}", "page.y": "Chercher une aide ici" } },
      { room: "a", locale: "en", texts: { "page.x": "Hello {who}", "page.y": "Chercher une aide ici" } },
      { room: "a", locale: "ar", texts: { "page.x": "Hello there", "page.y": " " } },
      { room: "b", locale: "fr", texts: { "page.x": "Autre" } },
    ] as const;
    expect(textRules.missingKeys(bad)).toContain("a: page.x is missing in es");
    expect(textRules.emptyTexts(bad)).toEqual(["a: page.y is empty in ar"]);
    expect(textRules.differingValues(bad.slice(0, 2))).toEqual([
      "a: page.x asks for other values in en than in fr",
    ]);
    expect(textRules.keysOfTwoRooms(bad)).toEqual(["page.x is defined by a and by b"]);
    expect(textRules.untranslated(bad)).toEqual([
      "a: page.y is not translated into fr",
      "a: page.x is not translated into ar",
    ]);
  });
});

describe("dependencies", () => {
  const running = { ...manifest["dependencies"], ...manifest["optionalDependencies"] };
  const all = { ...running, ...manifest["devDependencies"] };

  it("each have their line in docs/dependencies.md, which names no other", () => {
    const listed = documentRules.namesInTables(read("docs/dependencies.md"));
    expect([...listed].toSorted()).toEqual(Object.keys(all).toSorted());
  });

  it("are at most 40 for running, each of one exact version", () => {
    expect(Object.keys(running).length).toBeLessThanOrEqual(40);
    expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version))).toEqual(
      [],
    );
  });

  it("have licences that let anybody run them, or are named in NOTICE", () => {
    const licences = Object.keys(running)
      .filter((name) => existsSync(join(root, "node_modules", name)))
      .map((name) => [name, licenceOf(name)] as const);
    expect(licences.length).toBeGreaterThan(20);
    const other = licences.filter(([, licence]) => !documentRules.isPermissive(licence));
    expect(other.map(([name]) => name)).toEqual(["@resvg/resvg-wasm", "ical.js", "opening_hours"]);
    expect(read("NOTICE")).toMatch(/@resvg\/resvg-wasm[^\n]*MPL-2\.0/);
    expect(read("NOTICE")).toMatch(/opening_hours[^\n]*LGPL-3\.0-only/);
    expect(read("NOTICE")).toMatch(/ical\.js[^\n]*MPL-2\.0/);
  });

  it("with another licence would be seen", () => {
    expect(documentRules.isPermissive("GPL-3.0-only")).toBe(false);
    expect(documentRules.isPermissive("(MIT OR GPL-3.0)")).toBe(true);
    expect(documentRules.isPermissive("MIT AND GPL-3.0")).toBe(false);
  });

  it("are recorded in a complete lock file that names no registry", () => {
    const lock = JSON.parse(read("package-lock.json")) as {
      readonly packages: Readonly<Record<string, LockRecord>>;
    };
    const records = Object.entries(lock.packages);
    expect(records.filter(([, record]) => record.resolved !== undefined).map(([path]) => path)).toEqual([]);
    const isPlaceholder = (record: LockRecord): boolean => record.os?.join() === "none";
    const unchecked = records.filter(
      ([path, record]) => path !== "" && record.integrity === undefined && !isPlaceholder(record),
    );
    expect(unchecked.map(([path]) => path)).toEqual([]);
    const names = new Set(records.map(([path]) => path.replace(/^.*node_modules\//, "")));
    const wanted = records.flatMap(([, record]) => Object.keys(record.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });
});

interface LockRecord {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function licenceOf(name: string): string {
  const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { readonly license?: string };
  return String(license);
}

describe("tracked files", () => {
  // Written in pieces, so that this file does not hold what it looks for.
  const forbidden = [
    ["/wo", "rk/"],
    ["/ro", "ot/\\w"],
    ["/ho", "me/\\w"],
    ["registry\\.", "npmjs\\.org"],
    ["art", "ifactory"],
    ["BEGIN [A-Z ]*PRIV", "ATE KEY"],
  ].map((pieces) => pieces.join(""));

  it.each(forbidden)("hold no path of a machine, registry host or key: %s", (pattern) => {
    expect(grep(pattern)).toEqual([]);
  });

  it("are really searched", () => {
    expect(grep('describe\\("tracked files"')).toEqual(["tests/docs.test.ts"]);
  });

  function grep(pattern: string): readonly string[] {
    try {
      return execFileSync("git", ["grep", "-lE", pattern, "--", "."], { cwd: root, encoding: "utf8" })
        .trim()
        .split("\n");
    } catch (error) {
      if ((error as { readonly status?: number }).status === 1) return [];
      throw error;
    }
  }
});
