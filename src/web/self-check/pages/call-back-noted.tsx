import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";

/** `/faire-le-point/rappel/note`: the request is with the team. The same for everybody, whatever was written. */
export const callBackNotedPage: PageDefinition = {
  path: "/faire-le-point/rappel/note",
  part: "persons",
  open: ({ t }) => ({ title: t("page.callBack.title"), main: <Noted /> }),
};

function Noted(): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="step">
      <h1>{t("page.callBack.noted")}</h1>
      <p className="lead">{t("page.callBack.noted.lead")}</p>
      <p>{t("page.callBack.night")}</p>
      <h2>{t("page.callBack.now")}</h2>
      <CrisisCard />
      <p>
        <a className="more" href={href("/")}>
          {t("page.selfCheck.young.directory")}
        </a>
      </p>
    </div>
  );
}
