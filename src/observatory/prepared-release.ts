import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Instant } from "#base";
import type { Release } from "./actions.ts";
import type { Association, Comparison } from "./comparison-schema.ts";
import {
  releaseContentSchema,
  type ReleaseContent,
  type ReleasedAnalysis,
  type ReleaseTable,
  type TrendBreak,
} from "./release-schema.ts";

/** A release ready to be read: nothing is computed from answers any more. */
export interface PreparedRelease {
  readonly head: Release;
  readonly tables: readonly ReleaseTable[];
  readonly analyses: readonly ReleasedAnalysis[];
  readonly comparisons: readonly Comparison[];
  readonly associations: readonly Association[];
  readonly breaks: readonly TrendBreak[];
}

/** Which release it is: its number among those of its survey, and when it came out. */
export interface ReleaseEdition {
  readonly version: number;
  /** Null for the release that the program brings along. */
  readonly releasedAt: Instant | null;
}

/** Names a release by its digest. Same content, same id. */
export function nameRelease(
  content: ReleaseContent,
  { version, releasedAt }: ReleaseEdition = { version: 1, releasedAt: null },
): PreparedRelease {
  const { tables, analyses = [], comparisons = [], associations = [], breaks = [], ...head } = content;
  const digest = digestOf(content);
  return {
    head: {
      ...head,
      id: releaseIdOf(content.survey, digest),
      digest,
      version,
      persistentId: persistentIdOf(content.survey, version),
      releasedAt,
    },
    tables,
    analyses,
    comparisons,
    associations,
    breaks,
  };
}

/** Id of a release: its survey, and the beginning of its digest. */
export function releaseIdOf(survey: string, digest: string): string {
  return `${survey}-${digest.slice(0, 12)}`;
}

/** How a release is cited: a name that keeps its meaning, like a DOI, but registered nowhere. */
export function persistentIdOf(survey: string, version: number): string {
  return `tisser.release/${survey}/v${version}`;
}

/** A release as the bytes that its digest is of: JSON, its fields in the order of their declaration. */
export function bytesOf(content: ReleaseContent): string {
  return JSON.stringify(releaseContentSchema.parse(content));
}

/** SHA-256 of a release as JSON, in hexadecimal. */
export function digestOf(content: ReleaseContent): string {
  return digestOfBytes(bytesOf(content));
}

/** SHA-256 of the bytes of a release, in hexadecimal. */
export function digestOfBytes(bytes: string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

let prepared: PreparedRelease | undefined;

/** The content of the release that the program brings along: that of the synthetic survey, prepared by `scripts/make-synthetic-release.ts`. */
export function preparedContent(): ReleaseContent {
  return releaseContentSchema.parse(
    JSON.parse(readFileSync(new URL("codes/synthetic-release.json", import.meta.url), "utf8")),
  );
}

/** The release that the program brings along, read once a process: in force as long as no other one was published. */
export function preparedRelease(): PreparedRelease {
  prepared ??= nameRelease(preparedContent());
  return prepared;
}
