import { handle, type BoundHandler } from "#storage";
import { loadOwn } from "../file-facts.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { keepDocumentLonger, showDocument } from "./actions.ts";
import { documentErrors } from "./errors.ts";
import { accountOf, documentFor } from "./may-read.ts";
import { keepUntil, setShown } from "./store.ts";

/** Carries out keeping documents longer, and showing them to the person. */
export function documentKeepingHandlers(): BoundHandler[] {
  return [
    handle(keepDocumentLonger, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const { personId, documentId, reason } = input;
        const row = await documentFor(db, input, actor, "for update");
        if (row.removed_at !== null) throw documentErrors.documentRemoved({});
        const until = daysLater(now, (await delaysInForce(db)).documentDays);
        // A territory may have shortened the time since: nothing ends sooner because it was kept longer.
        const keptUntil = until > row.kept_until ? until : row.kept_until;
        await keepUntil(db, row.id, { until: keptUntil, by: accountOf(actor), reason });
        audit({ kind: "person-document", ids: [documentId, personId], fields: ["keptUntil"], reason });
        return { personId, documentId, keptUntil };
      },
    }),
    handle(showDocument, {
      load: loadOwn,
      run: async ({ db, input, actor, audit }) => {
        const { personId, documentId, isShown } = input;
        const row = await documentFor(db, input, actor, "for update");
        if (row.removed_at !== null) throw documentErrors.documentRemoved({});
        await setShown(db, row.id, isShown === "true");
        audit({ kind: "person-document", ids: [documentId, personId], fields: ["onOwnPage"] });
        return { personId, documentId };
      },
    }),
  ];
}
