import { listOrganisations } from "#access/actions";
import type { OutputOf } from "#base";
import { describeOrganisation, listAccords, proposeAccord, signAccord } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Refused } from "../refused.tsx";
import { AccordCard } from "./accord-card.tsx";
import { OrganisationFacts, ProposalForm } from "./forms.tsx";

type Listed = OutputOf<typeof listAccords>;
type Organisations = OutputOf<typeof listOrganisations>["organisations"];

/** `/organisation/accords`: what one's organisation says of itself, and what it agreed with others. */
export const accordsPage: PageDefinition = {
  path: "/organisation/accords",
  part: "persons",
  open: async ({ t, call }) => {
    const [listed, { organisations }] = await Promise.all([
      call(listAccords, {}),
      call(listOrganisations, {}),
    ]);
    return {
      title: t("pro.accord.title"),
      main: <Accords listed={listed} organisations={organisations} />,
    };
  },
};

interface AccordsProps {
  readonly listed: Listed;
  readonly organisations: Organisations;
}

function Accords({ listed, organisations }: AccordsProps): ReactNode {
  const { t, href, refused } = usePage();
  const mine = listed.organisations.filter(({ allowed }) => allowed.includes("propose"));
  return (
    <div className="column">
      <h1>{t("pro.accord.title")}</h1>
      <p className="lead">{t("pro.accord.lead")}</p>
      <p>
        <a href={href("/accords")}>{t("pro.accord.public")}</a>
      </p>
      <Refused actions={[signAccord]} />
      <section aria-labelledby="accords">
        <h2 id="accords">{t("pro.accord.list")}</h2>
        {listed.accords.length === 0 ? <p>{t("pro.accord.none")}</p> : null}
        <ul className="panels">
          {listed.accords.map((accord) => (
            <AccordCard key={accord.id} accord={accord} />
          ))}
        </ul>
      </section>
      {mine.map((own) => (
        <details
          key={own.controllerId}
          className="disclosure"
          open={
            refused?.action === proposeAccord.name && refused.values["controllerId"]?.[0] === own.controllerId
          }
        >
          <summary>{t("pro.accord.propose", { name: own.name })}</summary>
          <ProposalForm own={own} organisations={organisations} />
        </details>
      ))}
      <section aria-labelledby="facts">
        <h2 id="facts">{t("pro.accord.facts")}</h2>
        <p>{t("pro.accord.facts.lead")}</p>
        {listed.organisations.map((own) => (
          <OrganisationFacts
            key={own.controllerId}
            own={own}
            isRefused={refused?.action === describeOrganisation.name}
          />
        ))}
      </section>
    </div>
  );
}
