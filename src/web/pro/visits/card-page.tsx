import type { OutputOf } from "#base";
import { readVisitCard } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { AddressCode } from "../../ui/printed-code.tsx";

/** `/pro/personnes/:personId/visites/:engagementId/carte`: what the person keeps at home, to print. */
export const visitCardPage: PageDefinition = {
  path: "/pro/personnes/:personId/visites/:engagementId/carte",
  part: "persons",
  open: async ({ t, call, params }) => {
    const [personId = "", engagementId = ""] = [params["personId"], params["engagementId"]];
    const card = await call(readVisitCard, { personId, engagementId });
    return { title: t("pro.visits.card"), main: <Card card={card} personId={personId} /> };
  },
};

function Card(props: {
  readonly card: OutputOf<typeof readVisitCard>;
  readonly personId: string;
}): ReactNode {
  const { t, href } = usePage();
  const { card, personId } = props;
  return (
    <div className="column">
      <p className="trail not-printed">
        <a href={href(`/pro/personnes/${personId}/visites`)}>{t("pro.visits.see")}</a>
      </p>
      <h1>{t("pro.visits.card.title")}</h1>
      <p className="lead">{t("pro.visits.card.from", { organisation: card.organisationName })}</p>
      <p>{t(`pro.code.engagementPurpose.${card.purpose}`)}</p>
      <p>{t("pro.visits.card.wrong")}</p>
      <p dir="ltr" className="not-printed">
        <strong>{card.address}</strong>
      </p>
      <AddressCode address={card.address} />
      {card.relayPhone === null ? null : <p>{t("pro.visits.card.call", { phone: card.relayPhone })}</p>}
      {card.numbers.map(({ name, phone }) => (
        <p key={phone}>{t("pro.visits.card.number", { name, phone })}</p>
      ))}
      {card.numbers.length === 0 ? null : <p className="not-printed">{t("pro.visits.card.numberStays")}</p>}
      <p>{t("pro.visits.card.danger")}</p>
      <p className="not-printed">
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("pro.read.print")}
        </button>
      </p>
    </div>
  );
}
