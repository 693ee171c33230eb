// Reads what the rooms declare — errors, actions, code lists, texts — for the error list and the document tests.

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { entriesOf, locales, type AnyAction, type CodeList, type ErrorEntry, type Locale } from "#base";

const root = join(import.meta.dirname, "..");

/** Loads the modules of a pattern and gives all that they export. */
async function exportsOf(files: readonly string[]): Promise<readonly unknown[]> {
  const modules = await Promise.all(
    files.map(async (file): Promise<object> => import(pathToFileURL(join(root, file)).href)),
  );
  return modules.flatMap((module) => Object.values(module));
}

function sources(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root }).filter((file) => !file.includes(".test."));
}

/** Every error code of every room, in the order of the alphabet. */
export async function readErrors(): Promise<readonly ErrorEntry[]> {
  const found = await exportsOf(sources("src/**/{errors,*-errors}.ts"));
  return found.flatMap((value) => entriesOf(value) ?? []).toSorted((a, b) => a.code.localeCompare(b.code));
}

/** Every action that a room declares, once, also where one file hands on what another declares. */
export async function readActions(): Promise<readonly AnyAction[]> {
  const found = await exportsOf(sources("src/*/{actions,*-actions}.ts"));
  return [...new Set(found.filter(isAction))];
}

function isAction(value: unknown): value is AnyAction {
  return typeof value === "object" && value !== null && "isCommand" in value && "route" in value;
}

/** Every code list of the rooms that run in a browser. */
export async function readCodeLists(): Promise<readonly CodeList<string>[]> {
  const declaring = sources("src/**/*.ts").filter((file) =>
    /= defineCodeList\(/.test(readFileSync(join(root, file), "utf8")),
  );
  const found = await exportsOf(declaring);
  return found.filter(isCodeList);
}

function isCodeList(value: unknown): value is CodeList<string> {
  return typeof value === "object" && value !== null && "origin" in value && "codes" in value;
}

/** One language file of one room. */
export interface TextFile {
  readonly room: string;
  readonly locale: Locale;
  readonly texts: Readonly<Record<string, string>>;
}

/** Every language file of every room. */
export function readTextFiles(): readonly TextFile[] {
  return locales.flatMap((locale) =>
    globSync(`src/**/texts/${locale}.json`, { cwd: root }).map((file) => ({
      room: file.split("/")[1] ?? basename(file),
      locale,
      texts: JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>,
    })),
  );
}

const textsRead = new Map<Locale, ReadonlyMap<string, string>>();

/** All texts of one language, of all rooms together; read once in a process. */
export function readTexts(locale: Locale): ReadonlyMap<string, string> {
  const read =
    textsRead.get(locale) ??
    new Map(
      readTextFiles()
        .filter((file) => file.locale === locale)
        .flatMap((file) => Object.entries(file.texts)),
    );
  textsRead.set(locale, read);
  return read;
}
