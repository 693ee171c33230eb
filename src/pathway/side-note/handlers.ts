import { baseErrors, type AccountId, type Actor, type Id, type PersonId } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import type { PathwayServices } from "../services.ts";
import { addSideNote, changeSideNote, deleteSideNote, listSideNotes, sideNotesAtMost } from "./actions.ts";
import { sideNoteErrors } from "./errors.ts";
import {
  countOwn,
  findNoteFor,
  insertSideNote,
  notesFor,
  openSideNote,
  removeNote,
  rewriteNote,
  sealSideNote,
  type SideNoteRow,
} from "./store.ts";

/** Carries out what is written and read beside files. */
export function sideNoteHandlers({
  vault,
  accountNames,
}: Pick<PathwayServices, "vault" | "accountNames">): BoundHandler[] {
  return [
    handle(addSideNote, {
      load: loadOwn,
      run: async ({ db, input: { id, personId, visibility, text }, actor, now, audit }) => {
        const file = await fileOf(db, personId);
        const author = accountOf(actor);
        if ((await countOwn(db, file.id, author)) >= sideNotesAtMost)
          throw sideNoteErrors.tooManySideNotes({ count: sideNotesAtMost });
        const isKept = await insertSideNote(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id,
          person_id: file.id,
          is_private: visibility === "private",
          author_id: author,
          written_at: now,
          changed_at: now,
          version: 1,
          content: sealSideNote(vault, file, { id, text }),
        });
        if (!isKept) throw sideNoteErrors.sideNoteExists({});
        audit({ kind: "side-note", ids: [id, file.id], fields: ["visibility", "text"] });
        return { personId, sideNoteId: id };
      },
    }),
    handle(changeSideNote, {
      load: async ({ db, input, actor }) => {
        const { controller_id: controllerId } = await fileOf(db, input.personId);
        const { version } = await noteFor(db, input, actor);
        return { facts: { controllerId, isEmergency: false }, version };
      },
      run: async ({ db, input, actor, now, audit }) => {
        const { personId, sideNoteId, text } = input;
        const file = await fileOf(db, personId);
        const note = await ownNote(db, input, actor);
        const content = sealSideNote(vault, file, { id: sideNoteId, text });
        if (!(await rewriteNote(db, note, { content, changed_at: now }))) throw baseErrors.versionStale({});
        audit({ kind: "side-note", ids: [sideNoteId, personId], fields: ["text"] });
        return { personId, sideNoteId };
      },
    }),
    handle(deleteSideNote, {
      load: loadOwn,
      run: async ({ db, input, actor, audit }) => {
        const { personId, sideNoteId } = input;
        await ownNote(db, input, actor);
        await removeNote(db, sideNoteId);
        audit({ kind: "side-note", ids: [sideNoteId, personId], fields: ["deleted"] });
        return { personId, sideNoteId };
      },
    }),
    handle(listSideNotes, {
      load: loadOwn,
      run: async ({ db, input, actor, audit }) => {
        const file = await fileOf(db, input.personId);
        const reader = accountOf(actor);
        const rows = await notesFor(db, file.id, { reader, atMost: sideNotesAtMost });
        const names = await accountNames(rows.map(({ author_id }) => author_id));
        audit({ kind: "person", ids: [file.id], fields: ["sideNotes"] });
        return {
          notes: rows.map((row) => ({
            id: row.id,
            visibility: row.is_private ? ("private" as const) : ("shared" as const),
            text: openSideNote(vault, file, row),
            author: names.get(row.author_id) ?? null,
            isOwn: row.author_id === reader,
            writtenAt: row.written_at,
            changedAt: row.changed_at,
            version: row.version,
          })),
        };
      },
    }),
  ];
}

interface NoteQuestion {
  readonly personId: PersonId;
  readonly sideNoteId: Id<"side-note">;
}

/** @throws pathway.sideNoteNotFound for unknown notes and others' private ones alike */
async function noteFor(db: Tx, { personId, sideNoteId }: NoteQuestion, actor: Actor): Promise<SideNoteRow> {
  const note = await findNoteFor(db, { id: sideNoteId, personId, reader: accountOf(actor) });
  if (note === null) throw sideNoteErrors.sideNoteNotFound({});
  return note;
}

/** @throws pathway.sideNoteNotFound, pathway.sideNoteNotOwn */
async function ownNote(db: Tx, question: NoteQuestion, actor: Actor): Promise<SideNoteRow> {
  const note = await noteFor(db, question, actor);
  if (note.author_id !== actor.id) throw sideNoteErrors.sideNoteNotOwn({});
  return note;
}

/** @throws base.signInNeeded */
function accountOf({ id }: Actor): AccountId {
  if (id === null) throw baseErrors.signInNeeded({});
  return id;
}
