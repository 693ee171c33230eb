import { readEnvironment, sentence, verifyAuditOf } from "#server";
import { UsageError, type Command } from "../command.ts";

/** `audit verify`: prints the report; exit code 1 when a line was altered, removed or moved. */
export const run: Command = async ({ args, locale, print, tell }) => {
  if (args.length !== 1 || args[0] !== "verify") throw new UsageError();
  const report = await verifyAuditOf(readEnvironment(process.env));
  print(JSON.stringify(report, null, 2));
  const { tenants, entries, faults } = report;
  tell(
    faults.length === 0
      ? sentence(locale, "pro.cli.auditGood", { tenants, entries })
      : sentence(locale, "pro.cli.auditBad", { faults: faults.length }),
  );
  return faults.length === 0 ? 0 : 1;
};
