import { localDateAt, type OutputOf } from "#base";
import { contactOutcome, contactWay } from "#pathway";
import { noteContact, withdrawContact, type listContacts } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords, timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";

type Log = OutputOf<typeof listContacts>;
type Contact = Log["contacts"][number];

/** The log of contacts with a person, newest first, with what is left to do when nobody answers. */
export function ContactLog({ personId, log }: { readonly personId: string; readonly log: Log }): ReactNode {
  const { t, newKey, now, format } = usePage();
  return (
    <section aria-labelledby="contacts">
      <h2 id="contacts">{t("pro.contacts.title")}</h2>
      {log.isTriedInVain ? (
        <Notice>
          <p>{t("pro.contacts.tried")}</p>
        </Notice>
      ) : null}
      {log.tryAgainAt === null ? null : (
        <p>{t("pro.contacts.tryAgain", { day: dayInWords(format, log.tryAgainAt) })}</p>
      )}
      {log.contacts.length === 0 ? <p>{t("pro.contacts.none")}</p> : null}
      <ul className="offers">
        {log.contacts.map((contact) => (
          <Line key={contact.id} personId={personId} contact={contact} />
        ))}
      </ul>
      <FoldedForm summary={t("pro.contacts.add")} action={noteContact}>
        <ActionForm
          action={noteContact}
          params={{ personId }}
          fields={fieldsOf(t, { id: newKey(), day: localDateAt(now, timeZone) })}
          submit={t("pro.contacts.submit")}
          tone="quiet"
        />
      </FoldedForm>
    </section>
  );
}

function Line({ personId, contact }: { readonly personId: string; readonly contact: Contact }): ReactNode {
  const { t, format } = usePage();
  const when = momentInWords(format, contact.at);
  return (
    <li className="offer offer-line">
      <h3 className="offer-name">{t(`code.${contactOutcome.name}.${contact.outcome}`)}</h3>
      <p className="quiet">
        {t(`code.${contactWay.name}.${contact.way}`)}
        {" · "}
        {when}
        {" · "}
        {t("pro.contacts.by", { name: contact.notedBy ?? t("pro.contacts.gone") })}
      </p>
      {contact.confirmsRules ? <p>{t("pro.contacts.confirmed")}</p> : null}
      {contact.withdrawnAt ? (
        <p>
          <strong>{t("pro.contacts.withdrawn", { day: dayInWords(format, contact.withdrawnAt) })}</strong>
        </p>
      ) : null}
      {contact.note ? <p dir="auto">{contact.note}</p> : null}
      {contact.mayWithdraw ? (
        <ActButton
          action={withdrawContact}
          params={{ personId, contactId: contact.id }}
          values={{}}
          label={t("pro.contacts.withdraw")}
          about={when}
        />
      ) : null}
    </li>
  );
}

function fieldsOf(
  t: ReturnType<typeof usePage>["t"],
  { id, day }: { readonly id: string; readonly day: string },
): readonly FormField[] {
  const label = (name: string) => ({ name, label: t(`pro.contacts.${name}`) });
  const hint = (name: string) => ({ ...label(name), hint: t(`pro.contacts.${name}.hint`) });
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  return [
    { name: "id", label: "", control: "hidden", value: id },
    { ...label("day"), control: "date", value: day },
    { ...hint("time"), autocomplete: "off" },
    { ...label("way"), control: "radios", choices: coded(contactWay) },
    { ...label("outcome"), control: "radios", choices: coded(contactOutcome) },
    { ...label("confirmsRules"), control: "checkbox" },
    { ...hint("note"), control: "textarea" },
  ];
}
