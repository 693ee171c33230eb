import { posix } from "node:path";

// What documents must hold. Each rule gives one sentence for each fault, and none for sound documents.

/** Documents as path from the clone → text. */
export type Documents = ReadonlyMap<string, string>;

const link = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** Headings as the anchors that renderers of Markdown make of them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+\s+(.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}

/** Links to files or headings that are not there. `exists` answers for files that are no documents. */
export function deadLinks(documents: Documents, exists: (path: string) => boolean): string[] {
  return [...documents].flatMap(([path, text]) =>
    [...text.replaceAll(/```[\s\S]*?```/g, "").matchAll(link)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .flatMap((target) => {
        const [file = "", anchor] = target.split("#");
        const full = file === "" ? path : posix.join(posix.dirname(path), file);
        if (!documents.has(full) && !exists(full)) return [`${path} links to ${target}, which is not there`];
        const isThere = anchor === undefined || anchorsOf(documents.get(full) ?? "").includes(anchor);
        return isThere ? [] : [`${path} links to ${target}: no such heading`];
      }),
  );
}

const recordHeadings = ["## Context", "## Options", "## Decision", "## Consequences"];

/** Decision records that lack a number, a date or a heading. */
export function badRecords(documents: Documents): string[] {
  return [...documents]
    .filter(([path]) => /^docs\/decisions\/\d/.test(path))
    .flatMap(([path, text]) => {
      const number = Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]);
      return [
        ...(text.startsWith(`# ${number}. `) ? [] : [`${path} does not begin with its number`]),
        ...(/^Date: \d{4}-\d{2}-\d{2}$/m.test(text) ? [] : [`${path} has no date`]),
        ...recordHeadings
          .filter((heading) => !text.includes(`\n${heading}\n`))
          .map((heading) => `${path} has no ${heading}`),
      ];
    });
}

/** Change notes without a kind, or without a sentence for users. */
export function badNotes(documents: Documents): string[] {
  return [...documents]
    .filter(([path]) => path.startsWith("changes/"))
    .flatMap(([path, text]) => {
      const [first = "", ...rest] = text.trim().split("\n");
      const hasKind = /^kind: (added|changed|fixed|removed|internal)$/.test(first);
      return [
        ...(hasKind ? [] : [`${path} does not begin with its kind`]),
        ...(/\p{Lu}.+\./u.test(rest.join(" ")) ? [] : [`${path} has no sentence`]),
      ];
    });
}

/** Names in the first column of the tables of a document, in code quotes. */
export function namesInTables(text: string): readonly string[] {
  return [...text.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name = ""]) => name);
}

/** Licences that may be run, alone or one of a choice. */
const permissive =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Zlib|Python-2\.0|OFL-1\.1|PostgreSQL|WTFPL)$/;

/** Whether a licence expression of npm lets us run the package; copyleft ones are named in NOTICE one by one. */
export function isPermissive(expression: string): boolean {
  const choices = expression.replaceAll(/[()]/g, "").split(/\s+OR\s+/);
  return choices.some((choice) => choice.split(/\s+AND\s+/).every((part) => permissive.test(part.trim())));
}
