import { handle, type BoundHandler, type Vault } from "#storage";
import { held, loadLink } from "../own-page/held.ts";
import { extensionOf } from "../sealed-file/kept-file.ts";
import type { PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import { readOwnDocument } from "./actions.ts";
import { documentErrors } from "./errors.ts";
import { findDocument, openDocument, openLabel, type DocumentRow } from "./store.ts";

/** Carries out what a person reads of their documents by the link to their own page. */
export function ownDocumentHandlers({ vault }: Pick<PathwayServices, "vault">): BoundHandler[] {
  return [
    handle(readOwnDocument, {
      load: loadLink,
      run: async ({ db, input, actor, audit }) => {
        const { file } = await held(db, actor.id);
        const row = await findDocument(db, { id: input.documentId, personId: file.id });
        if (row === null || !isShown(row)) throw documentErrors.documentNotFound({});
        const base64 = await openDocument(db, vault, file, row.id);
        if (base64 === null) throw documentErrors.documentNotFound({});
        audit({ kind: "person-document", ids: [row.id, file.id], fields: ["content"] });
        return { fileName: `document.${extensionOf[row.media_type]}`, mediaType: row.media_type, base64 };
      },
    }),
  ];
}

const isShown = ({ on_own_page, removed_at }: DocumentRow): boolean => on_own_page && removed_at === null;

/** The documents that the person sees on their own page, without what is in them. */
export function shownDocuments(vault: Vault, file: PersonRow, rows: readonly DocumentRow[]) {
  return rows.filter(isShown).map((row) => ({
    id: row.id,
    kind: row.kind,
    day: row.day,
    label: openLabel(vault, file, row),
    mediaType: row.media_type,
    size: row.size,
  }));
}
