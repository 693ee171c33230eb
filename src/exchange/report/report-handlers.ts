import { directoryErrors, offerName } from "#directory";
import { handle, type BoundHandler } from "#storage";
import { exchangeErrors } from "../errors.ts";
import { readKeptId, readOpenRows } from "../open/open-store.ts";
import { holdsLink, mostOfOffer, mostWaiting, urgentReasons } from "./report.ts";
import { decideReport, listReports, reportEntry } from "./report-actions.ts";
import { closeReport, countWaiting, insertReport, readReports } from "./report-store.ts";

/** Reports on a page. */
const pageSize = 20;

/** Handlers of what anybody reports about entries. */
export function reportHandlers(): readonly BoundHandler[] {
  return [
    handle(reportEntry, {
      run: async ({ input, db, now, newId, audit }) => {
        const { reason, locale } = input;
        const [words, contact] = [input.words || null, input.contact || null];
        if (input.leaveEmpty !== "") throw exchangeErrors.reportByMachine({});
        if (holdsLink(words ?? "") || holdsLink(contact ?? "")) throw exchangeErrors.reportWithLink({});
        const kept = await readKeptId(db, "service_at_location", input.offerId);
        const [offer] = await readOpenRows(db, "service_at_location", [kept ?? input.offerId]);
        if (offer === undefined) throw directoryErrors.offerNotFound({});
        const waiting = await countWaiting(db, offer.id);
        if (waiting.ofOffer >= mostOfOffer) throw exchangeErrors.reportsEnough({});
        if (waiting.all >= mostWaiting) throw exchangeErrors.reportsFull({});
        const id = newId<"report">();
        await insertReport(db, {
          id,
          offerId: kept ?? input.offerId,
          reason,
          words,
          contact,
          locale,
          at: now,
        });
        audit({ kind: "report", ids: [id, offer.id] });
        return { offerId: input.offerId };
      },
    }),
    handle(listReports, {
      run: async ({ input: { page }, db, audit }) => {
        const { total, reports } = await readReports(db, { offset: (page - 1) * pageSize, limit: pageSize });
        audit({ kind: "report", ids: reports.map(({ id }) => id), fields: ["words", "contact"] });
        return {
          total,
          page,
          pageSize,
          reports: reports.map((row) => ({
            id: row.id,
            offerId: row.offer_id,
            name: offerName(row.service_name, row.location_name),
            city: row.city,
            sourceName: row.source_name,
            reason: row.reason,
            isUrgent: urgentReasons.includes(row.reason),
            words: row.words,
            contact: row.contact,
            locale: row.locale,
            reportedAt: row.reported_at,
          })),
        };
      },
    }),
    handle(decideReport, {
      run: async ({ input: { reportId, outcome }, db, now, audit }) => {
        if (!(await closeReport(db, reportId, { outcome, at: now })))
          throw exchangeErrors.reportNotWaiting({});
        audit({ kind: "report", ids: [reportId], reason: outcome });
        return { reportId };
      },
    }),
  ];
}
