import type { OutputOf } from "#base";
import { listHelplines } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { CrisisCard } from "../crisis-card.tsx";

/** `/numeros`: lines where somebody listens, and the crisis card whole. */
export const numbers: PageDefinition = {
  path: "/numeros",
  part: "directory",
  open: async ({ t, call }) => ({
    title: t("page.helplines.title"),
    description: t("page.helplines.lead"),
    isPublic: true,
    hasPrintedCode: true,
    main: <Numbers pack={await call(listHelplines, {})} />,
  }),
};

function Numbers({ pack }: { readonly pack: OutputOf<typeof listHelplines> }): ReactNode {
  const { t, format } = usePage();
  return (
    <div className="column">
      <h1>{t("page.helplines.title")}</h1>
      <p className="lead">{t("page.helplines.lead")}</p>
      <Helplines lines={pack.lines.filter((line) => !line.isEmergency)} />
      <p className="quiet">{t("page.helplines.checkedOn", { date: format.day(pack.checkedOn) })}</p>
      <h2>{t("page.crisis.title")}</h2>
      <p>{t("page.crisis.lead")}</p>
      <CrisisCard />
    </div>
  );
}
