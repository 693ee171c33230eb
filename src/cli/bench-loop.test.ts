import { expect, test } from "vitest";
import { benchLoop } from "./bench-loop.ts";

test("a number of trials that is no positive whole one is refused before anything is tried", async () => {
  for (const [option, written] of [
    ["--operations", "0"],
    ["--rounds", "-3"],
    ["--rounds", "many"],
    ["--interleavings", "1.5"],
  ] as const)
    await expect(benchLoop([`${option}=${written}`])).rejects.toMatchObject({
      code: "cli.benchCountInvalid",
    });
});
