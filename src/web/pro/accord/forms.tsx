import type { listOrganisations } from "#access/actions";
import type { OutputOf } from "#base";
import {
  accordKind,
  accordPurpose,
  processingGround,
  sharedItem,
  sharingStanding,
  specialGround,
} from "#pathway";
import { describeOrganisation, proposeAccord, type listAccords } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Refusable } from "../refused.tsx";

type Own = OutputOf<typeof listAccords>["organisations"][number];

interface Coded {
  readonly name: string;
  readonly codes: readonly string[];
}

/** What a {@link ProposalForm} is given. */
export interface ProposalProps {
  readonly own: Own;
  /** Every organisation of the territory. */
  readonly organisations: OutputOf<typeof listOrganisations>["organisations"];
}

/** Proposes an accord for one's organisation, and signs it by that. */
export function ProposalForm({ own, organisations }: ProposalProps): ReactNode {
  const { t, newKey } = usePage();
  const coded = (list: Coded) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  const label = (name: string) => ({ name, label: t(`pro.accord.${name}`) });
  const named = organisations.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Refusable isOwn={({ values }) => values["controllerId"]?.[0] === own.controllerId}>
      <ActionForm
        action={proposeAccord}
        id={`propose-${own.controllerId}`}
        submit={t("pro.accord.propose.submit")}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          { name: "controllerId", label: "", control: "hidden", value: own.controllerId },
          { ...label("kind"), control: "radios", choices: coded(accordKind), value: "joint-controllers" },
          { ...label("titleOf"), name: "title" },
          {
            ...label("parties"),
            control: "checkboxes",
            isNeeded: true,
            choices: named.filter(({ value }) => value !== own.controllerId),
          },
          { ...label("purposes"), control: "checkboxes", isNeeded: true, choices: coded(accordPurpose) },
          {
            ...label("items"),
            hint: t("pro.accord.items.hint"),
            control: "checkboxes",
            isNeeded: true,
            choices: coded(sharedItem),
          },
          {
            ...label("contactId"),
            hint: t("pro.accord.contactId.hint"),
            control: "select",
            choices: named,
            value: own.controllerId,
          },
          { ...label("contactAt"), name: "contact", hint: t("pro.accord.contactAt.hint") },
          { ...label("reference"), hint: t("pro.accord.reference.hint") },
          { ...label("since"), control: "date" },
          { ...label("until"), hint: t("pro.accord.until.hint"), control: "date" },
          { ...label("noticeDays"), control: "number", value: "30", isNeeded: true },
        ]}
      >
        <p className="hint">{t("pro.accord.propose.hint")}</p>
      </ActionForm>
    </Refusable>
  );
}

/** What an organisation says of itself; changed by those who answer for it. */
export function OrganisationFacts({
  own,
  isRefused,
}: {
  readonly own: Own;
  readonly isRefused: boolean;
}): ReactNode {
  const { t, refused, href } = usePage();
  const { controllerId, name, facts, version, allowed } = own;
  const coded = (list: Coded) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  return (
    <div className="panel">
      <h3>{name}</h3>
      {facts === null ? (
        <p role="note">{t("pro.accord.facts.none")}</p>
      ) : (
        <>
          <p>
            {t("pro.accord.facts.said", {
              standing: t(`code.sharingStanding.${facts.standing}`),
              ground: t(`code.processingGround.${facts.processingGround}`),
            })}
          </p>
          {facts.offerId === null ? null : (
            <p>
              <a href={href(`/lieu/${facts.offerId}`)}>{t("pro.accord.facts.entry")}</a>
            </p>
          )}
        </>
      )}
      {allowed.includes("describe") ? (
        <details
          className="disclosure"
          open={isRefused && refused?.values["controllerId"]?.[0] === controllerId}
        >
          <summary>{t("pro.accord.facts.change", { name })}</summary>
          <Refusable isOwn={({ values }) => values["controllerId"]?.[0] === controllerId}>
            <ActionForm
              action={describeOrganisation}
              id={`facts-${controllerId}`}
              version={version}
              submit={t("pro.accord.facts.submit")}
              fields={[
                { name: "controllerId", label: "", control: "hidden", value: controllerId },
                {
                  name: "standing",
                  label: t("pro.accord.standing"),
                  control: "radios",
                  choices: coded(sharingStanding),
                  value: facts?.standing,
                },
                {
                  name: "processingGround",
                  label: t("pro.accord.processingGround"),
                  control: "radios",
                  choices: coded(processingGround),
                  value: facts?.processingGround,
                },
                {
                  name: "specialGround",
                  label: t("pro.accord.specialGround"),
                  control: "radios",
                  isNeeded: true,
                  choices: [
                    { value: "", label: t("pro.accord.specialGround.none") },
                    ...coded(specialGround),
                  ],
                  value: facts?.specialGround ?? "",
                },
                {
                  name: "entry",
                  label: t("pro.accord.entry"),
                  hint: t("pro.accord.entry.hint"),
                  value: facts?.offerId ? `/lieu/${facts.offerId}` : undefined,
                },
              ]}
            />
          </Refusable>
        </details>
      ) : null}
    </div>
  );
}
