import { parseArgs } from "node:util";
import { readEnvironment } from "#server";
import { serve } from "#server/handlers";
import type { Command } from "../command.ts";

/** `serve [--demo]`: starts everything and runs until it is told to stop (SIGTERM, Ctrl+C). */
export const run: Command = async ({ args, locale, tell }) => {
  const { values } = parseArgs({ args: [...args], options: { demo: { type: "boolean", default: false } } });
  await serve(readEnvironment(process.env), { withDemonstration: values.demo, locale, tell });
  return 0;
};
