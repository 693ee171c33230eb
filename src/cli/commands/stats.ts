import { parseArgs } from "node:util";
import { quietLog, readEnvironment, sentence } from "#server";
import { controllerOf, runNamed, withProgram } from "#server/handlers";
import { UsageError, wordsOf, type Command, type CommandContext } from "../command.ts";

/**
 * `stats releases`: the register. `stats propose SURVEY --organisation ID --note TEXT`: makes, audits and proposes a release.
 * `stats publish PROPOSAL --organisation ID`: publishes what somebody else proposed. `stats verify-release RELEASE`: bytes,
 * digest and audit; exit code 1 when something is wrong.
 */
export const run: Command = async (context) => {
  const [what = "", ...words] = context.args;
  const act = acts[what];
  if (!act || !Object.hasOwn(acts, what)) throw new UsageError();
  return act(words, context);
};

type Act = (words: readonly string[], context: CommandContext) => Promise<number>;

const acts: Readonly<Record<string, Act>> = {
  releases: async (words, { print }) => {
    wordsOf(words, 0);
    print(JSON.stringify(await ask("observatory.listReleases", {}), null, 2));
    return 0;
  },
  propose: async (words, { print }) => {
    const { positionals, values } = parsed(words);
    const [survey = ""] = wordsOf(positionals, 1);
    const { note, organisation } = values;
    if (note === undefined || organisation === undefined) throw new UsageError();
    print(JSON.stringify(await ask("observatory.proposeRelease", { survey, note }, organisation), null, 2));
    return 0;
  },
  publish: async (words, { print }) => {
    const { positionals, values } = parsed(words);
    const [proposalId = ""] = wordsOf(positionals, 1);
    if (values.organisation === undefined) throw new UsageError();
    const answer = await ask("observatory.approveRelease", { proposalId }, values.organisation);
    print(JSON.stringify(answer, null, 2));
    return 0;
  },
  "verify-release": async (words, { print, tell, locale }) => {
    const [release = ""] = wordsOf(words, 1);
    const answer = (await ask("observatory.verifyRelease", { release })) as {
      readonly isDigestRight: boolean;
      readonly faults: readonly unknown[];
    };
    print(JSON.stringify(answer, null, 2));
    const isGood = answer.isDigestRight && answer.faults.length === 0;
    tell(sentence(locale, isGood ? "pro.cli.releaseGood" : "pro.cli.releaseBad", { release }));
    return isGood ? 0 : 1;
  },
};

function parsed(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { organisation: { type: "string" }, note: { type: "string" } },
  });
}

function ask(action: string, input: unknown, organisation?: string): Promise<unknown> {
  return withProgram(readEnvironment(process.env), quietLog, async (program) =>
    runNamed(
      program,
      action,
      Buffer.from(JSON.stringify(input)),
      organisation === undefined ? null : await controllerOf(program, organisation),
    ),
  );
}
