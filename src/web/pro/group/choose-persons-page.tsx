import type { OutputOf } from "#base";
import { readOffer, type Offer } from "#directory/actions";
import { agreementEvidence, groupHindrance, referralPriority, sharedItem } from "#pathway";
import { createReferrals, listOwnCasesForOffer, ownCasesAtMost } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { nameOf } from "../person-fields.ts";
import { receiverFormFields } from "../referral/receiver-fields.ts";

type Cases = OutputOf<typeof listOwnCasesForOffer>;
type Case = Cases["persons"][number];

/** `/pro/orienter-plusieurs/:offerId`: who of the own persons goes, and what is told of each. */
export const groupPersonsPage: PageDefinition = {
  path: "/pro/orienter-plusieurs/:offerId",
  part: "persons",
  open: async ({ t, call, params, query, actor }) => {
    const offerId = params["offerId"] ?? "";
    const own = actor.memberships.find(
      (one) => createReferrals.allow.check(actor, { ...one, isEmergency: false }).allowed,
    );
    const controllerId = query.get("organisme") ?? own?.controllerId;
    const [offer, cases] = await Promise.all([
      call(readOffer, { offerId }),
      call(listOwnCasesForOffer, { offerId, controllerId }),
    ]);
    const main = <ChoosePersons offer={offer} cases={cases} controllerId={controllerId} />;
    return { title: t("pro.group.persons.title"), main };
  },
};

interface ChoosePersonsProps {
  readonly offer: Offer;
  readonly cases: Cases;
  readonly controllerId: string | undefined;
}

function ChoosePersons({ offer, cases, controllerId }: ChoosePersonsProps): ReactNode {
  const { t, newKey } = usePage();
  const free = cases.persons.filter(({ hindrance }) => hindrance === null);
  const held = cases.persons.filter(({ hindrance }) => hindrance !== null);
  return (
    <div className="column refer-page">
      <h1>{t("pro.group.persons.title")}</h1>
      <p className="lead" dir="auto">
        {offer.name}
      </p>
      <p>{t("pro.group.persons.lead")}</p>
      {cases.hasWaitingList ? <Notice>{t("pro.group.persons.waiting")}</Notice> : null}
      {cases.hasMore ? <Notice>{t("pro.group.persons.more", { count: ownCasesAtMost })}</Notice> : null}
      {free.length === 0 ? (
        <Nobody hasNone={cases.persons.length === 0} />
      ) : (
        <ActionForm
          action={createReferrals}
          submit={t("pro.group.persons.submit")}
          params={{ offerId: offer.id }}
          fields={groupFields(t, { offer, controllerId, groupId: newKey() })}
        >
          <Who persons={free} />
        </ActionForm>
      )}
      {held.length === 0 ? null : <Held persons={held} />}
    </div>
  );
}

/** Nobody can go: what to do instead. */
function Nobody({ hasNone }: { readonly hasNone: boolean }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="nothing">
      <p>{t(hasNone ? "pro.group.persons.none" : "pro.group.persons.nobody")}</p>
      <p>
        <a
          className="button button-quiet"
          href={href(hasNone ? "/pro/personnes/nouvelle" : "/pro/orienter-plusieurs")}
        >
          {t(hasNone ? "pro.persons.new" : "pro.group.title")}
        </a>
      </p>
    </div>
  );
}

function groupFields(
  t: Translate,
  {
    offer,
    controllerId,
    groupId,
  }: { readonly offer: Offer; readonly controllerId: string | undefined; readonly groupId: string },
): readonly FormField[] {
  const label = (name: string) => ({ name, label: t(`pro.refer.${name}`) });
  const hidden = Object.entries({ groupId, controllerId }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, label: "", control: "hidden" as const, value }],
  );
  return [
    ...hidden,
    {
      ...label("items"),
      hint: t("pro.group.persons.items.hint"),
      isNeeded: true,
      control: "checkboxes",
      choices: sharedItem.codes.map((code) => ({ value: code, label: t(`code.${sharedItem.name}.${code}`) })),
      value: ["first-name"],
    },
    { ...label("words"), hint: t("pro.group.persons.words.hint"), control: "textarea" },
    {
      ...label("callbackPhone"),
      hint: t("pro.refer.callbackPhone.hint"),
      control: "tel",
      inputmode: "tel",
      autocomplete: "tel",
    },
    ...receiverFormFields(t, offer),
    {
      ...label("priority"),
      isNeeded: true,
      control: "radios",
      choices: referralPriority.codes.map((code) => ({
        value: code,
        label: t(`code.${referralPriority.name}.${code}`),
      })),
      value: "routine",
    },
  ];
}

/** One choice a person: not at all, or how they agreed. */
function Who({ persons }: { readonly persons: readonly Case[] }): ReactNode {
  const { t, refused } = usePage();
  const typed = refused?.action === createReferrals.name ? (refused.values["lines"] ?? []) : [];
  const isWrong = refused?.issues.some(({ path }) => path === "lines" || path.startsWith("lines.")) ?? false;
  return (
    <fieldset
      className={isWrong ? "field field-wrong" : "field"}
      id={`${createReferrals.name.replaceAll(".", "-")}-lines`}
      aria-describedby="who-hint"
      tabIndex={-1}
    >
      <legend>{t("pro.group.persons.who")}</legend>
      <p className="hint" id="who-hint">
        {t("pro.group.persons.who.hint")}
      </p>
      <ul className="group-lines">
        {persons.map((person) => (
          <Line
            key={person.personId}
            person={person}
            typed={typed.find((one) => one.startsWith(person.personId))}
          />
        ))}
      </ul>
    </fieldset>
  );
}

function Line({ person, typed }: { readonly person: Case; readonly typed: string | undefined }): ReactNode {
  const { t } = usePage();
  const id = `line-${person.personId}`;
  const ways = [
    { value: "ask", label: t("pro.group.persons.ask") },
    ...agreementEvidence.codes
      .filter((code) => code !== "informed" || person.isToldEnough)
      .map((code) => ({
        value: code,
        label:
          code === "informed" ? t("pro.group.persons.told") : t(`code.${agreementEvidence.name}.${code}`),
      })),
  ];
  return (
    <li className="group-line">
      <label htmlFor={id} dir="auto">
        {nameOf(person)}
      </label>
      <select id={id} name="lines" className="control" defaultValue={typed ?? ""}>
        <option value="">{t("pro.group.persons.not")}</option>
        {ways.map(({ value, label }) => (
          <option key={value} value={`${person.personId}.${value}`}>
            {label}
          </option>
        ))}
      </select>
    </li>
  );
}

function Held({ persons }: { readonly persons: readonly Case[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <section aria-labelledby="held">
      <h2 id="held">{t("pro.group.persons.cannot", { count: persons.length })}</h2>
      <ul className="group-lines">
        {persons.map((person) => (
          <li key={person.personId} className="group-line">
            <a href={href(`/pro/personnes/${person.personId}`)} dir="auto">
              {nameOf(person)}
            </a>
            <span>{t(`pro.code.${groupHindrance.name}.${person.hindrance ?? ""}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
