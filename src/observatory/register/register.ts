import type { Instant } from "#base";
import type { Tx } from "#storage";
import { observatoryErrors } from "../errors.ts";
import {
  digestOfBytes,
  nameRelease,
  persistentIdOf,
  preparedRelease,
  type PreparedRelease,
} from "../prepared-release.ts";
import { releaseContentSchema } from "../release-schema.ts";
import type { AuditedRelease } from "./linked-audit.ts";
import { releaseBasisSchema } from "./release-basis.ts";
import { listReleaseRows, readBasis, readReleaseContent } from "./store.ts";

/** A release in the register. */
export interface RegisteredRelease {
  readonly id: string;
  readonly survey: string;
  readonly source: string;
  readonly version: number;
  readonly persistentId: string;
  readonly digest: string;
  /** Null for the release that the program brings along. */
  readonly releasedAt: Instant | null;
  /** Whether it is the last of its survey. */
  readonly isInForce: boolean;
}

/** Every release, the newest first; the one that the program brings along as long as its survey has no other. */
export async function listRegistered(db: Tx): Promise<readonly RegisteredRelease[]> {
  const rows = await listReleaseRows(db);
  const last = new Map<string, number>();
  for (const { survey, version } of rows) last.set(survey, Math.max(version, last.get(survey) ?? 0));
  const { head } = preparedRelease();
  const brought = last.has(head.survey)
    ? []
    : [{ ...head, source: head.source ?? head.survey, isInForce: true }];
  return [
    ...rows.map(({ released_at, ...row }) => ({
      ...row,
      persistentId: persistentIdOf(row.survey, row.version),
      releasedAt: released_at,
      isInForce: last.get(row.survey) === row.version,
    })),
    ...brought.map(({ id, survey, source, version, persistentId, digest, releasedAt, isInForce }) => ({
      id,
      survey,
      source,
      version,
      persistentId,
      digest,
      releasedAt,
      isInForce,
    })),
  ];
}

/** Releases once read stay in memory: their bytes never change. */
const kept = new Map<string, PreparedRelease>();
const mostKept = 20;

async function openRelease(db: Tx, registered: RegisteredRelease): Promise<PreparedRelease> {
  const known = kept.get(registered.id);
  if (known !== undefined) return known;
  if (registered.id === preparedRelease().head.id && registered.releasedAt === null) return preparedRelease();
  const bytes = await readReleaseContent(db, registered.id);
  if (bytes === null) throw observatoryErrors.releaseNotFound({});
  if (digestOfBytes(bytes) !== registered.digest)
    throw observatoryErrors.releaseAltered({ release: registered.id });
  const release = nameRelease(releaseContentSchema.parse(JSON.parse(bytes)), registered);
  if (kept.size >= mostKept) kept.clear();
  kept.set(registered.id, release);
  return release;
}

/** The releases in force, one a survey. */
export async function releasesInForce(db: Tx): Promise<readonly PreparedRelease[]> {
  const found: PreparedRelease[] = [];
  for (const registered of await listRegistered(db)) {
    if (registered.isInForce) found.push(await openRelease(db, registered));
  }
  return found;
}

/**
 * The release whose figures are shown first: of a survey that was not invented before one that was, then of the newest
 * wave, then the one that tells most.
 */
export async function releaseInForce(db: Tx): Promise<PreparedRelease> {
  const [first] = (await releasesInForce(db)).toSorted(
    (a, b) =>
      Number(a.head.isSynthetic) - Number(b.head.isSynthetic) ||
      compareTexts(b.head.waves.at(-1)?.wave ?? "", a.head.waves.at(-1)?.wave ?? "") ||
      b.tables.length - a.tables.length,
  );
  return first ?? preparedRelease();
}

/** A release by its id, in force or replaced. @throws observatory.releaseNotFound, observatory.releaseAltered */
export async function releaseNamed(db: Tx, id: string): Promise<PreparedRelease> {
  const registered = (await listRegistered(db)).find((one) => one.id === id);
  if (registered === undefined) throw observatoryErrors.releaseNotFound({});
  return openRelease(db, registered);
}

/** The releases of a source as the audit of a new one sees them. */
export async function auditedReleases(db: Tx, source: string): Promise<readonly AuditedRelease[]> {
  const found: AuditedRelease[] = [];
  for (const { id, source: own } of await listReleaseRows(db)) {
    if (own !== source) continue;
    const { head } = await releaseNamed(db, id);
    found.push({ id, areas: head.areas ?? null, basis: releaseBasisSchema.parse(await readBasis(db, id)) });
  }
  return found;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
