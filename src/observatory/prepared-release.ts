import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Release } from "./actions.ts";
import { openSolver } from "./highs-solver.ts";
import { makeRelease } from "./release.ts";
import type { ReleaseContent, ReleaseTable } from "./release-schema.ts";
import type { Survey } from "./survey.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";

/** A release ready to be read: nothing is computed from answers any more. */
export interface PreparedRelease {
  readonly head: Release;
  readonly tables: readonly ReleaseTable[];
}

/** Prepares the release of a survey: makes it, and names it by its digest. Same survey, same id. */
export async function prepareRelease(survey: Survey): Promise<PreparedRelease> {
  const content = await makeRelease(survey, {
    solve: await openSolver(),
    rest: async () => {
      await setImmediate();
    },
  });
  const { tables, ...head } = content;
  const digest = digestOf(content);
  return { head: { ...head, id: `${content.survey}-${digest.slice(0, 12)}`, digest }, tables };
}

/** SHA-256 of a release as JSON, its fields in the order of their declaration. */
export function digestOf(content: ReleaseContent): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

let current: Promise<PreparedRelease> | undefined;

/**
 * The release in force, prepared once a process: that of the synthetic survey, as long as no other survey was
 * published. A failure is not kept: the next reader tries again.
 */
export function releaseInForce(): Promise<PreparedRelease> {
  current ??= prepareRelease(syntheticSurvey()).catch((error: unknown) => {
    current = undefined;
    throw error;
  });
  return current;
}
