import { hasPart } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../crisis-card.tsx";

/** `/aide-immediate`: whom to call now. Calls no action, so that it stands when all else is down. */
export const crisis: PageDefinition = {
  path: "/aide-immediate",
  open: ({ t }) => ({
    title: t("page.crisis.title"),
    description: t("page.crisis.lead"),
    isPublic: true,
    hasPrintedCode: true,
    main: <Crisis />,
  }),
};

function Crisis(): ReactNode {
  const { t, href, profile } = usePage();
  return (
    <div className="column">
      <h1>{t("page.crisis.title")}</h1>
      <p className="lead">{t("page.crisis.lead")}</p>
      <CrisisCard />
      {hasPart(profile, "directory") ? (
        <>
          <h2>{t("page.crisis.otherwise")}</h2>
          <p>{t("page.crisis.otherwiseLead")}</p>
          <p>
            <a className="more" href={href("/numeros")}>
              {t("page.home.allLines")}
            </a>
          </p>
        </>
      ) : null}
    </div>
  );
}
