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

/** Files of the releases that the program brings along, the one shown first before the others. */
const files = ["synthetic-release.json", "synthetic-territories-release.json"] as const;

const contents = new Map<string, ReleaseContent>();
let prepared: readonly PreparedRelease[] | undefined;

function contentIn(file: string): ReleaseContent {
  const known = contents.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`codes/${file}`, import.meta.url), "utf8");
  const content = releaseContentSchema.parse(JSON.parse(text));
  contents.set(file, content);
  return content;
}

/** The content of a release that the program brings along, by its survey; null when it brings none. */
export function preparedContent(survey: string): ReleaseContent | null {
  return files.map(contentIn).find((content) => content.survey === survey) ?? null;
}

/**
 * The releases that the program brings along, of invented surveys, prepared by `scripts/make-synthetic-release.ts`: in
 * force as long as no other one was published of the same survey. Read once a process.
 */
export function preparedReleases(): readonly PreparedRelease[] {
  prepared ??= files.map((file) => nameRelease(contentIn(file)));
  return prepared;
}

/** The first of them: four waves. */
export function preparedRelease(): PreparedRelease {
  const [first] = preparedReleases();
  if (first === undefined) throw new Error("no release was prepared");
  return first;
}
