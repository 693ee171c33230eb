import type { Helpline } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { Helplines } from "../../ui/helplines.tsx";
import { whereOffered } from "../offered.tsx";

/** `/faire-le-point/moins-de-16`: no questions; the lines of the young, and somebody trusted. */
export const youngPage: PageDefinition = {
  path: "/faire-le-point/moins-de-16",
  part: "directory",
  open: async (context) =>
    whereOffered(context, (lines) => ({
      title: context.t("page.selfCheck.young"),
      main: <Young lines={lines.filter(({ id }) => youngLines.has(id))} />,
    })),
};

const youngLines = new Set(["fil-sante-jeunes", "119"]);

function Young({ lines }: { readonly lines: readonly Helpline[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="step">
      <h1>{t("page.selfCheck.young")}</h1>
      <p className="lead">{t("page.selfCheck.young.lead")}</p>
      <Helplines lines={lines} />
      <h2>{t("page.selfCheck.young.adult")}</h2>
      <p>{t("page.selfCheck.young.adultLead")}</p>
      <p>
        <a className="more" href={href("/")}>
          {t("page.selfCheck.young.directory")}
        </a>
      </p>
      <p>
        <a className="more" href={href("/faire-le-point/15-17")}>
          {t("page.minors.link")}
        </a>
      </p>
      <h2>{t("page.selfCheck.helpNow")}</h2>
      <CrisisCard />
    </div>
  );
}
