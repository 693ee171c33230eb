import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Release } from "./actions.ts";
import { releaseContentSchema, type ReleaseContent, type ReleaseTable } from "./release-schema.ts";

/** A release ready to be read: nothing is computed from answers any more. */
export interface PreparedRelease {
  readonly head: Release;
  readonly tables: readonly ReleaseTable[];
}

/** Names a release by its digest. Same content, same id. */
export function nameRelease(content: ReleaseContent): PreparedRelease {
  const { tables, ...head } = content;
  const digest = digestOf(content);
  return { head: { ...head, id: `${content.survey}-${digest.slice(0, 12)}`, digest }, tables };
}

/** SHA-256 of a release as JSON, its fields in the order of their declaration. */
export function digestOf(content: ReleaseContent): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

let current: PreparedRelease | undefined;

/**
 * The release in force, read once a process: that of the synthetic survey, prepared by
 * `scripts/make-synthetic-release.ts`, as long as no other survey was published.
 */
export function releaseInForce(): PreparedRelease {
  current ??= nameRelease(
    releaseContentSchema.parse(
      JSON.parse(readFileSync(new URL("codes/synthetic-release.json", import.meta.url), "utf8")),
    ),
  );
  return current;
}
