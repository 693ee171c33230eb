import type { OutputOf } from "#base";
import { frais } from "#directory";
import {
  askKeeperCode,
  chooseReminder,
  closeKeptEntry,
  confirmKeptEntry,
  correctKeptEntry,
  pauseKeptEntry,
  readKeptEntries,
  readKeptEntry,
  takeKeeperCode,
} from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../../pro/act-button.tsx";
import { Refusable, Refused } from "../../pro/refused.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import { comingFields, type OwnField } from "../../ui/coming-fields.ts";
import { daringFields, wordsIn } from "../../ui/daring-fields.ts";
import type { FormField } from "../../ui/form-field.ts";
import { Original } from "../../ui/original.tsx";
import { Trap } from "../trap.tsx";

type Kept = OutputOf<typeof readKeptEntries>;
type KeptOne = OutputOf<typeof readKeptEntry>;
type Entry = Kept["entries"][number];

/** `/proposer`: an organisation asks for the code by which it keeps its entries. */
const askPage: PageDefinition = {
  path: "/proposer",
  part: "directory",
  open: ({ t, query, refused }) => {
    const offerId = refused?.values["offerId"]?.at(-1) ?? query.get("fiche");
    return {
      title: t("page.keep.title"),
      description: t("page.keep.lead"),
      main: <Ask offerId={offerId && /^[0-9a-f-]{36}$/i.test(offerId) ? offerId : null} />,
    };
  },
};

/** `/proposer/code`: the code that came by e-mail. */
const codePage: PageDefinition = {
  path: "/proposer/code",
  part: "directory",
  open: ({ t }) => ({ title: t("page.keep.codeTitle"), main: <Code /> }),
};

/** `/r/fiche/:token`: the entries that a link opens. Reading changes nothing. */
const entriesPage: PageDefinition = {
  path: "/r/fiche/:token",
  part: "directory",
  open: async ({ t, call, params }) => {
    const token = params["token"] ?? "";
    const kept = await call(readKeptEntries, { token });
    return { title: t("page.keep.title"), main: <Entries kept={kept} token={token} /> };
  },
};

/** `/r/fiche/:token/:offerId`: one of them, to correct, close, or be asked about again. */
const entryPage: PageDefinition = {
  path: "/r/fiche/:token/:offerId",
  part: "directory",
  open: async ({ t, call, params }) => {
    const token = params["token"] ?? "";
    const kept = await call(readKeptEntry, { token, offerId: params["offerId"] ?? "" });
    return { title: t("page.keep.title"), main: <One kept={kept} token={token} /> };
  },
};

/** The pages by which an organisation keeps its entries. */
export const keepEntryPages: readonly PageDefinition[] = [askPage, codePage, entriesPage, entryPage];

const answers = [confirmKeptEntry, correctKeptEntry, closeKeptEntry, pauseKeptEntry];

function Ask({ offerId }: { readonly offerId: string | null }): ReactNode {
  const { t, href, locale } = usePage();
  return (
    <div className="column">
      <h1>{t("page.keep.title")}</h1>
      <p className="lead">{t("page.keep.lead")}</p>
      <ActionForm
        action={askKeeperCode}
        submit={t("page.keep.ask")}
        fields={[
          { name: "locale", label: "", control: "hidden", value: locale },
          ...(offerId === null
            ? []
            : [{ name: "offerId", label: "", control: "hidden", value: offerId } as const]),
          {
            name: "address",
            label: t("page.keep.address"),
            hint: t("page.keep.address.hint"),
            control: "email",
            autocomplete: "email",
          },
        ]}
      >
        <Trap />
      </ActionForm>
      <p>
        <a className="more" href={href("/proposer/nouvelle")}>
          {t("page.propose.notYet")}
        </a>
      </p>
    </div>
  );
}

function Code(): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("page.keep.codeTitle")}</h1>
      <p className="lead">{t("page.keep.codeLead")}</p>
      <ActionForm
        action={takeKeeperCode}
        submit={t("page.keep.open")}
        fields={[
          { name: "code", label: t("page.keep.code"), autocomplete: "one-time-code", spellcheck: false },
        ]}
      />
    </div>
  );
}

function Entries({ kept, token }: { readonly kept: Kept; readonly token: string }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("page.keep.entries")}</h1>
      <p className="lead">{t("page.keep.entriesLead")}</p>
      <Refused actions={[confirmKeptEntry]} />
      <ol className="offers">
        {kept.entries.map((entry) => {
          const mayAnswer = entry.isOpen && (!kept.isOnce || entry.answer === null);
          return (
            <li key={entry.offerId} className="offer offer-line">
              <h2 className="offer-name">
                <Original>{entry.name}</Original>
              </h2>
              <EntryFacts entry={entry} />
              {mayAnswer ? (
                <>
                  <ActButton
                    action={confirmKeptEntry}
                    params={{ token, offerId: entry.offerId }}
                    values={{}}
                    label={t("page.keep.confirm")}
                    about={entry.name}
                    tone="main"
                  />
                  <p>
                    <a className="button button-quiet" href={href(`/r/fiche/${token}/${entry.offerId}`)}>
                      {t("page.keep.change")}
                      <span className="visually-hidden"> {entry.name}</span>
                    </a>
                  </p>
                </>
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function EntryFacts({ entry }: { readonly entry: Entry }): ReactNode {
  const { t, format, href } = usePage();
  const { city, confirmedOn, isOpen, pausedUntil, answer, reports, offerId } = entry;
  return (
    <>
      <p>
        <Original>{city}</Original>
        {" · "}
        {confirmedOn ? t("page.keep.confirmed", { date: format.day(confirmedOn) }) : t("page.keep.never")}
      </p>
      {answer ? <p role="status">{t("page.keep.answered")}</p> : null}
      {isOpen ? null : <p>{t("page.keep.closed")}</p>}
      {pausedUntil ? <p>{t("page.keep.pausedUntil", { date: format.day(pausedUntil) })}</p> : null}
      {reports > 0 ? <p>{t("page.keep.reports", { count: reports })}</p> : null}
      {isOpen ? (
        <p>
          <a href={href(`/lieu/${offerId}`)}>
            {t("page.keep.see")}
            <span className="visually-hidden"> {entry.name}</span>
          </a>
        </p>
      ) : null}
    </>
  );
}

function One({ kept, token }: { readonly kept: KeptOne; readonly token: string }): ReactNode {
  const { t, href } = usePage();
  const { entry, isOnce } = kept;
  const params = { token, offerId: entry.offerId };
  const mayAnswer = entry.isOpen && (!isOnce || entry.answer === null);
  return (
    <div className="column">
      <h1>
        <Original>{entry.name}</Original>
      </h1>
      <Refused actions={mayAnswer ? [confirmKeptEntry] : answers} />
      <EntryFacts entry={entry} />
      {mayAnswer ? <Corrections kept={kept} params={params} /> : null}
      <section>
        <ActionForm
          action={chooseReminder}
          params={params}
          submit={t("page.keep.reminderSave")}
          tone="quiet"
          fields={[
            {
              name: "months",
              label: t("page.keep.reminder"),
              control: "radios",
              value: entry.reminderMonths === null ? undefined : String(entry.reminderMonths),
              choices: ["3", "6", "12", "0"].map((value) => ({
                value,
                label: t(`page.keep.reminder.${value}`),
              })),
            },
          ]}
        />
      </section>
      <p>
        <a className="more" href={href(`/r/fiche/${token}`)}>
          {t("page.keep.back")}
        </a>
      </p>
    </div>
  );
}

function Corrections(props: {
  readonly kept: KeptOne;
  readonly params: { readonly token: string; readonly offerId: string };
}): ReactNode {
  const page = usePage();
  const { t } = page;
  const { kept, params } = props;
  const { correction } = kept;
  const field = (name: OwnField, more: Partial<FormField> = {}): FormField => ({
    name,
    label: t(`page.keep.${name}`),
    lang: "fr",
    value: wordsIn(correction[name]),
    ...more,
  });
  return (
    <>
      <h2>{t("page.keep.correct")}</h2>
      <ActionForm
        action={correctKeptEntry}
        params={params}
        submit={t("page.keep.save")}
        fields={[
          field("name"),
          field("description", { control: "textarea" }),
          field("phone", { inputmode: "tel" }),
          field("email", { control: "email" }),
          field("website", { control: "text", inputmode: "url" }),
          field("hours", { hint: t("page.keep.hours.hint"), spellcheck: false }),
          field("hoursNote"),
          field("conditions", { control: "textarea" }),
          field("frais", {
            choices: frais.codes.map((value) => ({ value, label: t(`code.frais.${value}`) })),
          }),
          ...daringFields(page, correction),
          ...comingFields(page, correction),
        ]}
      />
      <h2>{t("page.keep.pause")}</h2>
      <ActionForm
        action={pauseKeptEntry}
        params={params}
        submit={t("page.keep.pauseSave")}
        tone="quiet"
        fields={[
          { name: "from", label: t("page.keep.from"), control: "date" },
          { name: "until", label: t("page.keep.until"), control: "date" },
        ]}
      />
      <Refusable isOwn={({ action }) => action === closeKeptEntry.name}>
        <h2>{t("page.keep.end")}</h2>
        <ActionForm
          action={closeKeptEntry}
          params={params}
          submit={t("page.keep.endSave")}
          tone="danger"
          fields={[{ name: "isSure", label: t("page.keep.sure"), control: "checkbox", isNeeded: true }]}
        />
      </Refusable>
    </>
  );
}
