import { readFileSync } from "node:fs";
import { TisserError } from "#base";
import { instrumentErrors, instrumentIds, lineInCatalogueFile } from "#instruments";
import { expect, test } from "vitest";
import { checkCatalogue } from "./catalogue-check.ts";

const sourceOf = (id: string): string =>
  readFileSync(new URL(`../instruments/catalogue/${id}.ts`, import.meta.url), "utf8");
const lineOf = (source: string, line: number): string => source.split("\n")[line - 1] ?? "";

test("a broken rule of the catalogue is told with its file and line", async () => {
  const broken = instrumentErrors.catalogueBroken({
    file: "catalogue/ucla3.ts",
    path: "rule.bands.1.min",
    fault: "bandsOverlap",
  });
  const told: unknown = await checkCatalogue(() => Promise.reject(broken)).catch((error: unknown) => error);
  if (!(told instanceof TisserError)) throw new Error("nothing was refused");
  const [file, line] = String(told.params["file"]).split(":");
  expect([told.code, file]).toEqual(["instruments.catalogueBroken", "catalogue/ucla3.ts"]);
  expect(lineOf(sourceOf("ucla3"), Number(line))).toContain('band: "lonely"');
});

test("another failure passes as it is, and the catalogue as it stands is sound", async () => {
  const other = new Error("no such file");
  await expect(checkCatalogue(() => Promise.reject(other))).rejects.toBe(other);
  await expect(checkCatalogue()).resolves.toBeUndefined();
});

test.each(instrumentIds)("the lines of %s are found by their paths", async (id) => {
  const source = sourceOf(id);
  const lineAt = async (path: string): Promise<string> =>
    lineOf(source, await lineInCatalogueFile(source, path));
  expect(await lineAt("version")).toMatch(/^ {2}version: /);
  expect(await lineAt("rule.kind")).toMatch(/\bkind: /);
  expect(await lineAt("licence.status")).toMatch(/\bstatus: /);
  expect(await lineAt("isOutcomeOnly")).toMatch(/^ {2}isOutcomeOnly: /);
});
