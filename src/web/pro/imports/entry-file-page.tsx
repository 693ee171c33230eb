import type { OutputOf } from "#base";
import { frais } from "#directory";
import { closeEntry, correctEntry, readEntryFile, undoChange } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { comingFields, type OwnField } from "../../ui/coming-fields.ts";
import { daringFields, wordsIn } from "../../ui/daring-fields.ts";
import type { FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";
import { ComparedFields } from "./changed-value.tsx";
import { ImportsTrail } from "./imports-page.tsx";

type EntryFile = OutputOf<typeof readEntryFile>;

/** `/pro/imports/fiche/:offerId`: an entry to correct, and everything that changed in it, to be taken back. */
export const entryFilePage: PageDefinition = {
  path: "/pro/imports/fiche/:offerId",
  part: "directory",
  open: async ({ t, call, params, query }) => {
    const page = query.get("page") ?? "1";
    const file = await call(readEntryFile, { offerId: params["offerId"] ?? "", page });
    return { title: t("pro.entry.title"), main: <EntryFileView file={file} /> };
  },
};

function EntryFileView({ file }: { readonly file: EntryFile }): ReactNode {
  const page = usePage();
  const { t, href } = page;
  const { offerId, name, city, isOpen } = file;
  return (
    <div className="column">
      <h1>
        <Original>{name}</Original>
      </h1>
      <p>
        <Original>{city}</Original>
      </p>
      <ImportsTrail />
      <Refused actions={[closeEntry, undoChange]} />
      {isOpen ? (
        <p>
          <a href={href(`/lieu/${offerId}`)}>{t("pro.entry.see")}</a>
        </p>
      ) : (
        <Notice>{t("pro.entry.closed")}</Notice>
      )}
      <h2>{t("pro.entry.correct")}</h2>
      <p>{t("pro.entry.correct.hint")}</p>
      <ActionForm
        action={correctEntry}
        params={{ offerId }}
        submit={t("pro.entry.save")}
        fields={correctionFields(page, file)}
      />
      <History file={file} />
      {isOpen ? (
        <ActButton
          action={closeEntry}
          params={{ offerId }}
          values={{}}
          label={t("pro.entry.close")}
          tone="danger"
        />
      ) : null}
    </div>
  );
}

function correctionFields(page: PageContext, { correction }: EntryFile): readonly FormField[] {
  const { t } = page;
  const field = (name: OwnField, more: Partial<FormField> = {}): FormField => ({
    name,
    label: t(`pro.entry.${name}`),
    lang: "fr",
    value: wordsIn(correction[name]),
    ...more,
  });
  return [
    field("name"),
    field("description", { control: "textarea" }),
    field("phone", { inputmode: "tel" }),
    field("email", { control: "email" }),
    field("website", { control: "text", inputmode: "url" }),
    field("hours", { hint: t("pro.entry.hours.hint"), spellcheck: false }),
    field("hoursNote"),
    field("conditions", { control: "textarea" }),
    field("frais", { choices: frais.codes.map((value) => ({ value, label: t(`code.frais.${value}`) })) }),
    ...daringFields(page, correction),
    ...comingFields(page, correction),
  ];
}

function History({ file }: { readonly file: EntryFile }): ReactNode {
  const { t, href } = usePage();
  const last = Math.ceil(file.total / file.pageSize);
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t("pro.entry.history")}</h2>
      {file.total === 0 ? <p>{t("pro.entry.noHistory")}</p> : null}
      <ol className="offers">
        {file.changes.map((change) => (
          <Change key={change.id} file={file} change={change} />
        ))}
      </ol>
      {file.page < last ? (
        <p>
          <a href={href(`/pro/imports/fiche/${file.offerId}`, { page: file.page + 1 })}>
            {t("pro.entry.more")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function Change(props: {
  readonly file: EntryFile;
  readonly change: EntryFile["changes"][number];
}): ReactNode {
  const { t, format } = usePage();
  const { id, cause, changedOn, isUndone, mayBeUndone, fields } = props.change;
  const about = `${format.day(changedOn)} · ${t(`code.entryCause.${cause}`)}`;
  return (
    <li className="offer offer-line">
      <h3>{about}</h3>
      <ComparedFields
        caption={about}
        heads={[t("pro.entry.before"), t("pro.entry.after")]}
        fields={fields.map(({ field, before, after }) => ({ field, values: [before, after] }))}
      />
      {isUndone ? <p className="quiet">{t("pro.entry.undone")}</p> : null}
      {mayBeUndone ? (
        <ActButton
          action={undoChange}
          params={{ offerId: props.file.offerId, changeId: id }}
          values={{}}
          label={t("pro.entry.undo")}
          about={about}
        />
      ) : null}
    </li>
  );
}
