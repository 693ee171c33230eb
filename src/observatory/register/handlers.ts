import { controllersOf, type Actor, type ControllerId, type TenantId } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { observatoryErrors } from "../errors.ts";
import {
  bytesOf,
  digestOfBytes,
  persistentIdOf,
  preparedContent,
  preparedReleases,
  releaseIdOf,
} from "../prepared-release.ts";
import { releaseContentSchema, type ReleaseContent } from "../release-schema.ts";
import type { AnalysisShape } from "../release.ts";
import type { SurveyShelf } from "../survey-shelf.ts";
import type { Survey } from "../survey.ts";
import { analysisShapes } from "../workspace/store.ts";
import {
  approveRelease,
  downloadRelease,
  listReleaseProposals,
  listReleases,
  mayDecideRelease,
  proposeRelease,
  refuseRelease,
  shapeSchema,
  verifyRelease,
  type ReleaseProposal,
} from "./actions.ts";
import { auditedReleases, listRegistered, releaseNamed, releasesInForce } from "./register.ts";
import { releaseBasisSchema } from "./release-basis.ts";
import { auditOnThread, makeAuditedRelease } from "./release-thread.ts";
import { checkWords, wordHandlers, type WordDecisions } from "./words.ts";
import {
  decideProposal,
  findProposal,
  insertProposal,
  insertRelease,
  listProposalRows,
  listReleaseRows,
  lockRegister,
  readProposalContent,
  readReleaseContent,
  type ProposalRow,
} from "./store.ts";

const mostProposals = 100;

/** Handlers of the register of releases: reading it, and adding to it with two persons. */
export function registerHandlers(shelf: SurveyShelf, words: WordDecisions): BoundHandler[] {
  return [
    ...readingHandlers(),
    proposing(shelf, words),
    ...decidingHandlers(words),
    ...wordHandlers(shelf, words),
  ];
}

function readingHandlers(): BoundHandler[] {
  return [
    handle(listReleases, { run: async ({ db }) => ({ releases: [...(await listRegistered(db))] }) }),
    handle(downloadRelease, {
      run: async ({ db, input }) => {
        const { head } = await releaseNamed(db, input.release);
        return {
          fileName: `${head.id}.json`,
          mediaType: "application/json" as const,
          text: await bytesOfRelease(db, head.id),
        };
      },
    }),
    handle(verifyRelease, {
      run: async ({ db, input }) => {
        const registered = (await listRegistered(db)).find(({ id }) => id === input.release);
        if (registered === undefined) throw observatoryErrors.releaseNotFound({});
        const bytes = await bytesOfRelease(db, registered.id);
        const all = await auditedReleases(db, registered.source);
        const own = all.find(({ id }) => id === registered.id);
        const earlier = all.slice(all.findIndex(({ id }) => id === registered.id) + 1);
        const faults = own === undefined ? [] : await auditOnThread({ fresh: { ...own, id: "" }, earlier });
        return {
          release: registered.id,
          digest: registered.digest,
          isDigestRight: digestOfBytes(bytes) === registered.digest,
          auditedWith: own === undefined ? [] : earlier.map(({ id }) => id),
          faults: [...faults],
        };
      },
    }),
  ];
}

async function bytesOfRelease(db: Tx, id: string): Promise<string> {
  const bytes = await readReleaseContent(db, id);
  if (bytes !== null) return bytes;
  const brought = preparedReleases().find(({ head }) => head.id === id);
  const content = brought === undefined ? null : preparedContent(brought.head.survey);
  if (content !== null) return bytesOf(content);
  throw observatoryErrors.releaseNotFound({});
}

function proposing(shelf: SurveyShelf, words: WordDecisions): BoundHandler {
  return handle(proposeRelease, {
    run: async ({ db, input, actor, now, newId, audit }) => {
      const place = workPlace(actor, input.controllerId ?? null);
      const survey = await shelf.open(input.survey, db);
      if (survey === null) throw observatoryErrors.surveyNotFound({});
      await checkWords(db, survey, words);
      const source = survey.source ?? survey.id;
      await lockRegister(db);
      await registerPrepared(db, survey, now);
      const earlier = await auditedReleases(db, source);
      const shapes = mergedShapes(
        await publishedShapes(db, survey.id),
        await analysisShapes(db, survey.id, input.analysisIds),
      );
      const made = await makeAuditedRelease({ survey, shapes, earlier });
      const content = bytesOf(made.content);
      const releaseId = releaseIdOf(survey.id, digestOfBytes(content));
      if (earlier.some(({ id }) => id === releaseId))
        throw observatoryErrors.releaseUnchanged({ release: releaseId });
      const proposalId = newId<"release-proposal">();
      await insertProposal(db, {
        tenant_id: place.tenantId,
        controller_id: place.controllerId,
        id: proposalId,
        survey: survey.id,
        shapes,
        note: input.note,
        release_id: releaseId,
        content,
        basis: made.basis,
        audited_against: earlier.map(({ id }) => id),
        proposed_by: actor.id,
        proposed_at: now,
      });
      audit({ kind: "release-proposal", ids: [proposalId, releaseId] });
      return { proposalId, releaseId };
    },
  });
}

/** The release that the program brings along becomes version 1 in the register once a second one is proposed. */
async function registerPrepared(
  db: Tx,
  survey: Survey,
  now: Parameters<typeof insertRelease>[1]["released_at"],
): Promise<void> {
  const head = preparedReleases().find((one) => one.head.survey === survey.id)?.head;
  const isKnown = (await listReleaseRows(db)).some((row) => row.survey === survey.id);
  if (isKnown || head === undefined) return;
  const made = await makeAuditedRelease({ survey, shapes: [], earlier: [] });
  const content = bytesOf(made.content);
  if (digestOfBytes(content) !== head.digest) throw observatoryErrors.releaseAltered({ release: head.id });
  await insertRelease(db, {
    id: head.id,
    survey: survey.id,
    source: survey.source ?? survey.id,
    version: 1,
    digest: head.digest,
    content,
    released_at: now,
    basis: made.basis,
  });
}

async function publishedShapes(db: Tx, survey: string): Promise<readonly AnalysisShape[]> {
  const current = (await releasesInForce(db)).find(({ head }) => head.survey === survey);
  return (current?.analyses ?? []).map(({ indicator, breakdown, filters }) => ({
    indicator,
    breakdown,
    filters,
  }));
}

/** Analyses without filter are tables already; one that is there is not there twice. */
function mergedShapes(
  published: readonly AnalysisShape[],
  added: readonly AnalysisShape[],
): readonly AnalysisShape[] {
  const known = new Map<string, AnalysisShape>();
  for (const shape of [...published, ...added])
    if (shape.filters.length > 0 && !known.has(JSON.stringify(shape)))
      known.set(JSON.stringify(shape), shape);
  return [...known.values()];
}

function decidingHandlers(words: WordDecisions): BoundHandler[] {
  return [
    handle(listReleaseProposals, {
      run: async ({ db, actor }) => ({
        proposals: (await listProposalRows(db, mostProposals)).map((row) => shownProposal(row, actor)),
      }),
    }),
    handle(approveRelease, {
      load: async ({ db, input }) => ({
        facts: { proposedBy: (await findProposal(db, input.proposalId, true))?.proposed_by },
      }),
      run: async ({ db, input, actor, now, audit }) => {
        const row = await openProposal(db, input.proposalId);
        await lockRegister(db);
        const found = await readProposalContent(db, row.id);
        if (found === null) throw observatoryErrors.proposalNotFound({});
        const content = releaseContentSchema.parse(JSON.parse(found.content));
        await checkWords(db, content, words);
        await auditAgain(db, row, content, found.basis);
        const version = 1 + (await lastVersion(db, row.survey));
        await insertRelease(db, {
          id: row.release_id,
          survey: row.survey,
          source: content.source ?? row.survey,
          version,
          digest: digestOfBytes(found.content),
          content: found.content,
          released_at: now,
          basis: found.basis,
        });
        const decided = { decided_by: actor.id, decided_at: now, decision_note: null };
        await decideProposal(db, row, { status: "published", ...decided });
        audit({ kind: "release", ids: [row.id, row.release_id] });
        return { releaseId: row.release_id, persistentId: persistentIdOf(row.survey, version) };
      },
    }),
    handle(refuseRelease, {
      load: async ({ db, input }) => ({
        facts: { proposedBy: (await findProposal(db, input.proposalId, true))?.proposed_by },
      }),
      run: async ({ db, input, actor, now, audit }) => {
        const row = await openProposal(db, input.proposalId);
        const decided = { decided_by: actor.id, decided_at: now, decision_note: input.reason };
        await decideProposal(db, row, { status: "refused", ...decided });
        audit({ kind: "release-proposal", ids: [row.id], fields: ["status"] });
        return { proposalId: row.id };
      },
    }),
  ];
}

async function openProposal(db: Tx, id: ProposalRow["id"]): Promise<ProposalRow> {
  const row = await findProposal(db, id);
  if (row === null) throw observatoryErrors.proposalNotFound({});
  if (row.status !== "proposed") throw observatoryErrors.proposalDecided({});
  return row;
}

/** Audits a proposal anew when other releases came out since it was made. @throws observatory.auditFailed */
async function auditAgain(db: Tx, row: ProposalRow, content: ReleaseContent, basis: unknown): Promise<void> {
  const earlier = await auditedReleases(db, content.source ?? row.survey);
  if (earlier.some(({ id }) => id === row.release_id))
    throw observatoryErrors.releaseUnchanged({ release: row.release_id });
  if (earlier.every(({ id }) => row.audited_against.includes(id))) return;
  const fresh = { id: "", areas: content.areas ?? null, basis: releaseBasisSchema.parse(basis) };
  const [fault] = await auditOnThread({ fresh, earlier });
  if (fault !== undefined) throw observatoryErrors.auditFailed({ ...fault });
}

async function lastVersion(db: Tx, survey: string): Promise<number> {
  const own = (await listReleaseRows(db)).filter((row) => row.survey === survey);
  return Math.max(0, ...own.map(({ version }) => version));
}

function shownProposal(row: ProposalRow, actor: Actor): ReleaseProposal {
  return {
    id: row.id,
    survey: row.survey,
    shapes: shapeSchema.array().parse(row.shapes),
    note: row.note,
    releaseId: row.release_id,
    auditedAgainst: [...row.audited_against],
    status: row.status,
    proposedAt: row.proposed_at,
    decidedAt: row.decided_at,
    decisionNote: row.decision_note,
    mayDecide:
      row.status === "proposed" && mayDecideRelease.check(actor, { proposedBy: row.proposed_by }).allowed,
  };
}

/** The organisation for which somebody works: the one they name, or their only one. @throws observatory.organisationNeeded */
export function workPlace(
  actor: Actor,
  wanted: ControllerId | null,
): { readonly tenantId: TenantId; readonly controllerId: ControllerId } {
  const own = controllersOf(actor);
  const controllerId = wanted ?? (own.length === 1 ? own[0] : undefined);
  if (actor.tenantId === null || controllerId === undefined || !own.includes(controllerId))
    throw observatoryErrors.organisationNeeded({});
  return { tenantId: actor.tenantId, controllerId };
}
