import type { CallAction, OutputOf } from "#base";
import { readOffer, type Offer } from "#directory/actions";
import { practicalBarriers, referralPriority, sharedItem, type Person } from "#pathway";
import {
  createReferral,
  listRepresentatives,
  noteAddressGiven,
  readFile,
  readNeeds,
  readResponsiveness,
  readSharingGround,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { Choice, FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { nameOf } from "../person-fields.ts";
import { Ground, type SharingGround } from "../referral/ground.tsx";
import { receiverFormFields } from "../referral/receiver-fields.ts";
import { evidenceChoices, toldFields } from "../referral/told-fields.ts";
import { agreementFields } from "../representatives/agreement-fields.ts";
import { townOf } from "../town-name.ts";

/** `/pro/personnes/:personId/orienter/:offerId`: a referral in one screen, from who receives it to what they will read. */
export const referPage: PageDefinition = {
  path: "/pro/personnes/:personId/orienter/:offerId",
  part: "persons",
  open: async (context) => {
    const { t, call, params } = context;
    const personId = params["personId"] ?? "";
    const offerId = params["offerId"] ?? "";
    const [file, offer, practical, { responsiveness, addressesGiven }, listed, ground] = await Promise.all([
      call(readFile, { personId }),
      call(readOffer, { offerId }),
      practicalNeedsOf(call, personId, t),
      call(readResponsiveness, { offerId }),
      call(listRepresentatives, { personId }),
      call(readSharingGround, { personId, offerId }),
    ]);
    const town = await townOf(call, file.townCode);
    const known = { file, offer, practical, town, responsiveness, addressesGiven, listed, ground };
    const shown = { ...known, ...linksOf(context) };
    return { title: t("pro.refer.title"), main: <Refer {...shown} /> };
  },
};

/** What the "practical needs" tell a receiver, in words; empty when nothing is noted. */
async function practicalNeedsOf(call: CallAction, personId: string, t: Translate): Promise<string> {
  const { accessibility, barriers } = await call(readNeeds, { personId });
  return [
    ...accessibility.map((code) => t(`code.accessNeed.${code}`)),
    ...barriers.filter((code) => practicalBarriers.has(code)).map((code) => t(`code.barrier.${code}`)),
  ].join(", ");
}

/** The item of the plan and the earlier referral to which this one belongs; kept when the form is refused. */
function linksOf({ query, refused }: PageContext) {
  const kept = (name: string): string | null => refused?.values[name]?.at(-1) ?? null;
  return {
    planItemId: query.get("projet") ?? kept("planItemId"),
    partOfId: query.get("suite") ?? kept("partOfId"),
  };
}

interface ReferProps {
  readonly file: Person;
  readonly offer: Offer;
  readonly practical: string;
  readonly town: string | null;
  readonly responsiveness: OutputOf<typeof readResponsiveness>["responsiveness"];
  readonly addressesGiven: number;
  readonly listed: OutputOf<typeof listRepresentatives>;
  readonly ground: SharingGround;
  readonly planItemId: string | null;
  readonly partOfId: string | null;
}

function Refer(props: ReferProps): ReactNode {
  const { t, href } = usePage();
  const { file, offer } = props;
  return (
    <div className="column refer-page">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{t("pro.refer.heading", { name: file.givenNames })}</h1>
      <p className="lead" dir="auto">
        {offer.name}
      </p>
      <AsKnown responsiveness={props.responsiveness} />
      <Ground ground={props.ground} personId={file.id} />
      <p className="not-printed">
        <a href={href(`/pro/orienter-plusieurs/${offer.id}`)}>{t("pro.group.several")}</a>
      </p>
      {props.partOfId ? <Notice>{t("pro.refer.followsOn")}</Notice> : null}
      <ActionForm
        action={createReferral}
        submit={t("pro.refer.submit")}
        params={{ personId: file.id, offerId: offer.id }}
        fields={referFields(t, { ...props, id: usePage().newKey() })}
      >
        <p className="hint">{t("pro.refer.preview")}</p>
      </ActionForm>
      <AddressOnly {...props} />
    </div>
  );
}

/** The person wishes nothing to be told: they are given the address and go themselves; that is counted, and who it was is not kept. */
function AddressOnly({
  offer,
  file,
  addressesGiven,
}: Pick<ReferProps, "offer" | "file" | "addressesGiven">): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="address-only" className="not-printed">
      <h2 id="address-only">{t("pro.refer.addressOnly")}</h2>
      <p>{t("pro.refer.addressOnly.lead")}</p>
      <ActButton
        action={noteAddressGiven}
        params={{ offerId: offer.id }}
        values={{ controllerId: file.controllerId }}
        label={t("pro.refer.addressOnly.given")}
      />
      {addressesGiven === 0 ? null : (
        <p className="quiet">{t("pro.refer.addressOnly.times", { times: addressesGiven })}</p>
      )}
    </section>
  );
}

/** How the receiver answered so far; nothing while there are too few referrals to say. */
function AsKnown({ responsiveness }: Pick<ReferProps, "responsiveness">): ReactNode {
  const { t, format } = usePage();
  if (responsiveness?.answeredShare == null) return null;
  const { referrals, answeredShare, medianDays } = responsiveness;
  return (
    <p className="quiet">
      {t("pro.refer.answers", { referrals, percent: format.number(Math.round(answeredShare * 100)) })}
      {medianDays === null ? null : ` ${t("pro.refer.answers.days", { days: format.number(medianDays) })}`}
    </p>
  );
}

function referFields(t: Translate, props: ReferProps & { readonly id: string }): readonly FormField[] {
  const label = (name: string) => ({ name, label: t(`pro.refer.${name}`) });
  const hint = (name: string) => ({ ...label(name), hint: t(`pro.refer.${name}.hint`) });
  const { file, offer } = props;
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }): Choice[] =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
  return [
    ...hiddenFields(props),
    {
      ...hint("items"),
      isNeeded: true,
      control: "checkboxes",
      choices: itemChoices(t, props),
      value: ["first-name", ...(file.phone && file.contactChannels.includes("phone") ? ["phone"] : [])],
    },
    {
      ...hint("evidence"),
      isNeeded: true,
      control: "radios",
      choices: [
        { value: "", label: t("pro.refer.evidence.ask"), hint: t("pro.refer.evidence.ask.hint") },
        ...evidenceChoices(t, props.ground),
      ],
      value: "",
    },
    ...toldFields(t, props.ground),
    ...agreementFields(t, props.listed),
    { ...hint("callbackPhone"), control: "tel", inputmode: "tel", autocomplete: "tel" },
    { ...hint("words"), control: "textarea" },
    ...receiverFormFields(t, offer),
    {
      ...label("priority"),
      isNeeded: true,
      control: "radios",
      choices: coded(referralPriority),
      value: "routine",
    },
  ];
}

function hiddenFields({
  id,
  planItemId,
  partOfId,
}: ReferProps & { readonly id: string }): readonly FormField[] {
  const given = { id, planItemId, partOfId };
  return Object.entries(given).flatMap(([name, value]) =>
    value === null ? [] : [{ name, label: "", control: "hidden" as const, value }],
  );
}

/** Each item with the very words that the receiver would read; what is not known cannot be passed on. */
function itemChoices(t: Translate, { file, practical, town }: ReferProps): readonly Choice[] {
  const known: Readonly<Record<(typeof sharedItem.codes)[number], string | null>> = {
    "first-name": file.givenNames,
    "full-name": file.familyName ? nameOf(file) : null,
    phone: file.phone,
    email: file.email,
    town,
    wishes: file.wishes,
    "practical-needs": practical || null,
  };
  return sharedItem.codes.flatMap((code) => {
    const words = known[code];
    return words === null
      ? []
      : [{ value: code, label: t(`code.${sharedItem.name}.${code}`), hint: `« ${words} »` }];
  });
}
