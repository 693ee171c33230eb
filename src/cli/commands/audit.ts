import { openStore, verifyAudit } from "#storage";
import { anchorFolder, quietLog, readEnvironment, sentence, storeSettings } from "#server";
import { UsageError, type Command } from "../command.ts";

/** `audit verify`: prints the report; exit code 1 when a line was altered, removed or moved. */
export const run: Command = async ({ args, locale, print, tell }) => {
  if (args.length !== 1 || args[0] !== "verify") throw new UsageError();
  const env = readEnvironment(process.env);
  const store = await openStore(storeSettings(env, "attach", quietLog));
  try {
    const report = await verifyAudit(store.admin, anchorFolder(env.dataDir));
    print(JSON.stringify(report, null, 2));
    const { tenants, entries, isWhole: isGood } = report;
    tell(
      isGood
        ? sentence(locale, "pro.cli.auditGood", { tenants, entries })
        : sentence(locale, "pro.cli.auditBad", { faults: report.faultCount + report.anchorFaults.length }),
    );
    return isGood ? 0 : 1;
  } finally {
    await store.close();
  }
};
