import { TisserError } from "#base";
import { errorSentence, preferredLocale, refusalOf, sentence, traceOf } from "#server";
import { UsageError, type Command, type CommandContext } from "./command.ts";

/** The commands, each loaded only when it is asked for. */
const commands: Readonly<Record<string, () => Promise<{ readonly run: Command }>>> = {
  serve: () => import("./commands/serve.ts"),
  seed: () => import("./commands/seed.ts"),
  import: () => import("./commands/import.ts"),
  withdraw: () => import("./commands/withdraw.ts"),
  release: () => import("./commands/release.ts"),
  migrate: () => import("./commands/migrate.ts"),
  backup: () => import("./commands/backup.ts"),
  restore: () => import("./commands/restore.ts"),
  export: () => import("./commands/export.ts"),
  erase: () => import("./commands/erase.ts"),
  keys: () => import("./commands/keys.ts"),
  audit: () => import("./commands/audit.ts"),
  account: () => import("./commands/account.ts"),
  code: () => import("./commands/code.ts"),
  action: () => import("./commands/action.ts"),
  stats: () => import("./commands/stats.ts"),
  verify: () => import("./commands/verify.ts"),
  bench: () => import("./commands/bench.ts"),
};

async function main(words: readonly string[]): Promise<number> {
  const context: CommandContext = {
    args: words.slice(1),
    locale: preferredLocale((process.env["LC_ALL"] || process.env["LANG"] || "").slice(0, 2)),
    print: (text) => void process.stdout.write(`${text}\n`),
    tell: (text) => void process.stderr.write(`${text}\n`),
  };
  const load = commands[words[0] ?? ""];
  if (!load || !Object.hasOwn(commands, words[0] ?? "")) {
    context.tell(sentence(context.locale, "pro.cli.usage"));
    return words[0] === "--help" || words[0] === "help" ? 0 : 2;
  }
  try {
    const { run } = await load();
    return await run(context);
  } catch (error) {
    return tellFailure(context, error);
  }
}

function tellFailure(context: CommandContext, error: unknown): number {
  if (error instanceof UsageError || isBadOption(error)) {
    context.tell(sentence(context.locale, "pro.cli.usage"));
    return 2;
  }
  const refusal = refusalOf(error);
  context.tell(`${errorSentence(context.locale, refusal)} (${refusal.code})`);
  for (const issue of refusal.issues) context.tell(`  ${issue.path}: ${issue.code}`);
  if (!(error instanceof TisserError)) context.tell(JSON.stringify(traceOf(error), null, 1));
  return 1;
}

function isBadOption(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

process.exitCode = await main(process.argv.slice(2));
