import { localDateAt, type Instant } from "#base";
import { handle, type BoundHandler } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { broughtFile } from "../sealed-file/brought.ts";
import { extensionOf } from "../sealed-file/kept-file.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { lockPerson } from "../store.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { bringDocument, documentsAtMost, listDocuments, readDocument, removeDocument } from "./actions.ts";
import { documentErrors } from "./errors.ts";
import { isEnding } from "./keeping.ts";
import { accountOf, documentFor, mayRead } from "./may-read.ts";
import {
  documentsOf,
  forgetDocument,
  insertDocument,
  openDocument,
  openLabel,
  sealLabel,
  type DocumentRow,
} from "./store.ts";

const shownAtMost = 200;

/** Carries out what is brought to and read of the documents of files. */
export function documentHandlers({
  vault,
  readUpload,
  accountNames,
}: Pick<PathwayServices, "vault" | "readUpload" | "accountNames">): BoundHandler[] {
  return [
    handle(bringDocument, {
      load: loadOwn,
      run: async ({ db, input, actor, now, newId, audit }) => {
        const { personId, uploadId, kind, day, label } = input;
        const { mediaType, bytes, digest } = broughtFile(await readUpload(uploadId));
        if (day > localDateAt(now, timeZone))
          throw documentErrors.documentInFuture({}, { issues: [{ path: "day", code: "invalid" }] });
        // Locked: of two who bring the same at once, the second finds it kept.
        const file = (await lockPerson(db, personId, "for update")) ?? (await fileOf(db, personId));
        const kept = (await documentsOf(db, file.id)).filter(({ removed_at }) => removed_at === null);
        const same = kept.find((row) => row.digest === digest && mayRead(actor, row));
        if (same !== undefined) return { personId, documentId: same.id };
        if (kept.length >= documentsAtMost) throw documentErrors.tooManyDocuments({ count: documentsAtMost });
        const id = newId<"person-document">();
        const row: DocumentRow = {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id,
          person_id: file.id,
          kind,
          day,
          media_type: mediaType,
          size: bytes.length,
          digest,
          label: sealLabel(vault, file, { id, label }),
          brought_at: now,
          brought_by: accountOf(actor),
          removed_at: null,
          removed_by: null,
          removal: null,
          kept_until: daysLater(now, (await delaysInForce(db)).documentDays),
          kept_longer: null,
          kept_longer_by: null,
          on_own_page: false,
        };
        await insertDocument(db, { vault, file, newId }, row, bytes);
        audit({ kind: "person-document", ids: [id, file.id], fields: ["content", "label"] });
        return { personId, documentId: id };
      },
    }),
    handle(listDocuments, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const all = await documentsOf(db, file.id);
        const rows = all.filter((row) => mayRead(actor, row)).slice(0, shownAtMost);
        const names = await accountNames(
          rows.flatMap((row) =>
            [row.brought_by, row.removed_by, row.kept_longer_by].flatMap((id) => id ?? []),
          ),
        );
        audit({ kind: "person", ids: [file.id], fields: ["documents"] });
        return {
          mayAdd: all.filter(({ removed_at }) => removed_at === null).length < documentsAtMost,
          documents: rows.map((row) => ({
            id: row.id,
            kind: row.kind,
            day: row.day,
            label: openLabel(vault, file, row),
            mediaType: row.media_type,
            size: row.size,
            broughtAt: row.brought_at,
            broughtBy: names.get(row.brought_by) ?? null,
            removed: removedView(row, names),
            keeping: keepingView(row, names, now),
            isOnOwnPage: row.removed_at === null && row.on_own_page,
          })),
        };
      },
    }),
    handle(readDocument, {
      load: loadOwn,
      run: async ({ db, input, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const row = await documentFor(db, input, actor);
        const base64 = row.removed_at === null ? await openDocument(db, vault, file, row.id) : null;
        if (base64 === null) throw documentErrors.documentNotFound({});
        audit({ kind: "person-document", ids: [row.id, file.id], fields: ["content"] });
        // The name says nothing of a person: it stays in the list of downloads.
        return { fileName: `document.${extensionOf[row.media_type]}`, mediaType: row.media_type, base64 };
      },
    }),
    handle(removeDocument, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const { personId, documentId, reason } = input;
        const row = await documentFor(db, input, actor, "for update");
        if (row.removed_at !== null) throw documentErrors.documentRemoved({});
        await forgetDocument(db, row.id, { at: now, by: accountOf(actor), reason });
        audit({ kind: "person-document", ids: [documentId, personId], fields: ["removed"] });
        return { personId, documentId };
      },
    }),
  ];
}

/** Until when a document is kept; null once it was removed. */
function keepingView(row: DocumentRow, names: ReadonlyMap<string, string>, now: Instant) {
  if (row.removed_at !== null) return null;
  return {
    until: row.kept_until,
    isEnding: isEnding(row, now),
    longer: row.kept_longer && {
      reason: row.kept_longer,
      by: row.kept_longer_by === null ? null : (names.get(row.kept_longer_by) ?? null),
    },
  };
}

function removedView(
  { removed_at: at, removed_by: by, removal: reason }: DocumentRow,
  names: ReadonlyMap<string, string>,
) {
  if (at === null || reason === null) return null;
  return { at, by: by === null ? null : (names.get(by) ?? null), reason };
}
