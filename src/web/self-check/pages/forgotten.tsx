import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisDisclosure } from "../crisis-disclosure.tsx";

/** `/faire-le-point/efface`: the answers are gone. */
export const forgottenPage: PageDefinition = {
  path: "/faire-le-point/efface",
  part: "directory",
  open: ({ t }) => ({ title: t("page.selfCheck.title"), main: <Forgotten /> }),
};

function Forgotten(): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="step">
      <h1>{t("page.selfCheck.forgotten")}</h1>
      <p className="lead">{t("page.selfCheck.forgotten.lead")}</p>
      <p className="step-buttons">
        <a className="button button-main" href={href("/")}>
          {t("page.selfCheck.young.directory")}
        </a>
      </p>
      <CrisisDisclosure />
    </div>
  );
}
