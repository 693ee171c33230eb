import type { Id } from "#base";
import { handle, withScope, type BoundHandler, type Tx } from "#storage";
import { fileOf } from "../file-facts.ts";
import type { PathwayServices } from "../services.ts";
import { volunteerErrors } from "../volunteer/errors.ts";
import { volunteerOf } from "../volunteer/facts.ts";
import { freeze, writeVolunteer } from "../volunteer/freeze.ts";
import { reportVisit, reviewVisitReport } from "./actions.ts";
import { cardDigest } from "./card.ts";
import { writeEngagement } from "./carry-out.ts";
import { freezingReasons } from "./codes.ts";
import { sealReport } from "./sealing.ts";
import {
  findCard,
  insertReport,
  lockEngagement,
  lockReport,
  partiesOf,
  reviewReport,
  type ReportRow,
} from "./store.ts";

/** Carries out what is said of visits without account, and its review. */
export function reportHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(reportVisit, {
      run: async ({ db, input, now, newId, audit }) => {
        const card = await findCard(db, cardDigest(input.card));
        if (card === null) throw volunteerErrors.visitCardUnknown({});
        const { tenant_id: tenantId, controller_id: controllerId } = card;
        await withScope(db, { tenantId, controllerIds: [controllerId] }, async () => {
          const row = await lockEngagement(db, card.engagement_id);
          if (row === null) throw volunteerErrors.visitCardUnknown({});
          const parties = await partiesOf(db, { engagementIds: [row.id] });
          const [only, ...others] = parties.filter(({ status }) => status === "accepted");
          // Of several who take turns nobody can be told from here: the engagement stops, the team looks who came.
          const volunteerId = others.length === 0 ? (only?.volunteer_id ?? null) : null;
          const id = newId<"visitReport">();
          const file = await fileOf(db, row.person_id);
          await insertReport(db, {
            tenant_id: row.tenant_id,
            controller_id: row.controller_id,
            id,
            engagement_id: row.id,
            volunteer_id: volunteerId,
            reason: input.reason,
            reported_at: now,
            reviewed_at: null,
            reviewed_by: null,
            finding: null,
            content: sealReport(vault, file, { id, words: input.words }),
          });
          if (freezingReasons.has(input.reason)) {
            if (row.status === "running")
              await writeEngagement(db, row, { changes: { status: "paused" }, now });
            if (volunteerId !== null) await freeze(db, await volunteerOf(db, volunteerId), { now, by: null });
          }
          audit({ kind: "visit-report", ids: [id, row.id, row.person_id], fields: ["reason", "words"] });
        });
        return { isReported: true as const };
      },
    }),
    handle(reviewVisitReport, {
      load: async ({ db, input }) => ({
        facts: { controllerId: (await reportOf(db, input.reportId)).controller_id },
      }),
      run: async ({ db, input, actor, now, audit }) => {
        const report = await reportOf(db, input.reportId);
        if (report.reviewed_at !== null) throw volunteerErrors.visitReportReviewed({});
        if (report.volunteer_id !== null) {
          const row = await volunteerOf(db, report.volunteer_id);
          if (row.account_id === actor.id) throw volunteerErrors.freezeNotYours({});
          const lifts = input.finding === "nothing-wrong" || input.finding === "settled";
          const status = input.finding === "ended" ? "ended" : lifts ? "active" : "frozen";
          if (status === "frozen") await freeze(db, row, { now, by: actor.id });
          else if (row.status !== status)
            await writeVolunteer(db, row, { status, frozen_at: null, frozen_by: null });
        }
        await reviewReport(db, report.id, {
          reviewed_at: now,
          reviewed_by: actor.id,
          finding: input.finding,
        });
        audit({ kind: "visit-report", ids: [report.id, report.engagement_id], fields: ["finding"] });
        return { reportId: report.id };
      },
    }),
  ];
}

async function reportOf(db: Tx, id: Id<"visitReport">): Promise<ReportRow> {
  const report = await lockReport(db, id);
  if (report === null) throw volunteerErrors.visitReportNotFound({});
  return report;
}
