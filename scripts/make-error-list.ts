// Writes docs/errors.md from the catalogues: `node scripts/make-error-list.ts`. A test compares the two.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AnyAction, ErrorEntry } from "#base";
import { readActions, readErrors, readTexts } from "./declarations.ts";

const head = `# Errors

Made by \`node scripts/make-error-list.ts\` from the \`errors.ts\` of every room; a test compares both ways.

On the wire an error is always \`{code, message, requestId, issues?: [{path, code}]}\`. \`message\` is the sentence below
in the language of the reader; \`code\` is stable. An unknown id and somebody else's id answer alike.
Codes of the room \`base\` may come from any action; of the others, the list says which actions declare them, and
"the program" stands for commands, start and checks inside the server.
`;

function answeredBy(entry: ErrorEntry, actions: readonly AnyAction[]): string {
  if (entry.code.startsWith("base.")) return "any action";
  const names = actions.filter((action) => action.errors?.includes(entry.code)).map((action) => action.name);
  return names.length > 0 ? names.toSorted().join(", ") : "the program";
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** The whole of docs/errors.md. */
export async function errorList(): Promise<string> {
  const [errors, actions] = await Promise.all([readErrors(), readActions()]);
  const french = readTexts("fr");
  const rooms = [...new Set(errors.map((entry) => entry.code.split(".")[0] ?? ""))];
  const sections = rooms.map((room) => {
    const rows = errors
      .filter((entry) => entry.code.startsWith(`${room}.`))
      .map(
        (entry) =>
          `| \`${entry.code}\` | ${entry.status} | ${cell(french.get(`error.${entry.code}`) ?? "")} | ${answeredBy(entry, actions)} |`,
      );
    return `\n## ${room}\n\n| code | status | sentence (French) | comes from |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return head + sections.join("");
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(import.meta.dirname, "../docs/errors.md"), await errorList());
  console.log("docs/errors.md was written.");
}
