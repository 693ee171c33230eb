import type { OutputOf, RefusedForm } from "#base";
import { addSideNote, changeSideNote, deleteSideNote, type listSideNotes } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";

type Note = OutputOf<typeof listSideNotes>["notes"][number];

/** Notes beside the file, newest first: those for whoever sees the file, and the reader's own private ones. */
export function SideNotes({
  personId,
  notes,
}: {
  readonly personId: string;
  readonly notes: readonly Note[];
}): ReactNode {
  const { t, newKey } = usePage();
  const choice = (value: Note["visibility"]) => ({
    value,
    label: t(`pro.notes.visibility.${value}`),
    hint: t(`pro.notes.visibility.${value}.hint`),
  });
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t("pro.notes.title")}</h2>
      {notes.length === 0 ? <p>{t("pro.notes.none")}</p> : null}
      <ul className="offers">
        {notes.map((note) => (
          <Line key={note.id} personId={personId} note={note} />
        ))}
      </ul>
      <FoldedForm summary={t("pro.notes.add")} action={addSideNote}>
        <ActionForm
          action={addSideNote}
          params={{ personId }}
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            {
              name: "visibility",
              label: t("pro.notes.visibility"),
              control: "radios",
              choices: [choice("shared"), choice("private")],
            },
            { name: "text", label: t("pro.notes.text"), hint: t("pro.notes.text.hint") },
          ]}
          submit={t("pro.notes.submit")}
          tone="quiet"
        />
      </FoldedForm>
    </section>
  );
}

function Line({ personId, note }: { readonly personId: string; readonly note: Note }): ReactNode {
  const { t, format } = usePage();
  const day = dayInWords(format, note.writtenAt);
  const isChanged = note.changedAt !== note.writtenAt;
  return (
    <li className="offer offer-line">
      <h3 className="offer-name">{t(`pro.notes.visibility.${note.visibility}`)}</h3>
      <p className="quiet">
        {t("pro.notes.by", { name: note.author ?? t("pro.notes.gone"), day })}
        {isChanged ? ` · ${t("pro.notes.changed", { day: dayInWords(format, note.changedAt) })}` : null}
      </p>
      {note.text.split("\n").map((line, index) => (
        <p key={index} dir="auto">
          {line}
        </p>
      ))}
      {note.isOwn ? <OwnActs personId={personId} note={note} day={day} /> : null}
    </li>
  );
}

/** What an author does with a note of their own. */
function OwnActs({
  personId,
  note,
  day,
}: {
  readonly personId: string;
  readonly note: Note;
  readonly day: string;
}): ReactNode {
  const { t } = usePage();
  const isOwn = ({ values }: RefusedForm): boolean => values["sideNoteId"]?.[0] === note.id;
  const summary = (
    <>
      {t("pro.notes.change")}
      <span className="visually-hidden"> {day}</span>
    </>
  );
  return (
    <>
      <FoldedForm summary={summary} action={changeSideNote} isOwn={isOwn}>
        <ActionForm
          action={changeSideNote}
          id={`note-${note.id}`}
          params={{ personId, sideNoteId: note.id }}
          version={note.version}
          fields={[
            { name: "sideNoteId", label: "", control: "hidden", value: note.id },
            {
              name: "text",
              label: t("pro.notes.text"),
              hint: t("pro.notes.text.hint"),
              value: note.text,
            },
          ]}
          submit={t("pro.notes.change.submit")}
          tone="quiet"
        />
      </FoldedForm>
      <ActButton
        action={deleteSideNote}
        params={{ personId, sideNoteId: note.id }}
        values={{}}
        label={t("pro.notes.delete")}
        about={day}
        tone="danger"
      />
    </>
  );
}
