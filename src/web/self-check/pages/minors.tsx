import type { Helpline } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { Helplines } from "../../ui/helplines.tsx";
import { whereOffered } from "../offered.tsx";

/**
 * `/faire-le-point/15-17`: what somebody of 15 to 17 may do alone, and what needs a parent or another representative.
 * Source  spec/legal.md, minors: directory, lines and meeting places alone; no file and no volunteer visit without a
 *         representative or another ground; never in the queue of adults.
 */
export const minorsPage: PageDefinition = {
  path: "/faire-le-point/15-17",
  part: "directory",
  open: async (context) =>
    whereOffered(context, (lines) => ({
      title: context.t("page.minors.title"),
      description: context.t("page.minors.lead"),
      main: <Minors lines={lines.filter(({ id }) => minorsLines.has(id))} />,
    })),
};

const minorsLines = new Set(["fil-sante-jeunes", "119", "3114"]);

function Minors({ lines }: { readonly lines: readonly Helpline[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="step">
      <h1>{t("page.minors.title")}</h1>
      <p className="lead">{t("page.minors.lead")}</p>
      <h2>{t("page.minors.alone")}</h2>
      <ul>
        {["lines", "places", "directory", "questions"].map((one) => (
          <li key={one}>{t(`page.minors.alone.${one}`)}</li>
        ))}
      </ul>
      <h2>{t("page.minors.together")}</h2>
      <p>{t("page.minors.together.lead")}</p>
      <h2>{t("page.minors.exception")}</h2>
      <p>{t("page.minors.exception.lead")}</p>
      <Helplines lines={lines} />
      <p className="step-buttons">
        <a className="button button-main" href={href("/")}>
          {t("page.selfCheck.young.directory")}
        </a>
        <a className="button button-quiet" href={href("/faire-le-point/situation/jeunes")}>
          {t("page.module.jeunes.link")}
        </a>
      </p>
      <h2>{t("page.selfCheck.helpNow")}</h2>
      <CrisisCard />
    </div>
  );
}
