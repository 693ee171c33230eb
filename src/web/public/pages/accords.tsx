import type { OutputOf } from "#base";
import { listAccordEssences } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { AccordEssence } from "../accord-essence.tsx";

type Accords = OutputOf<typeof listAccordEssences>["accords"];

/** `/accords`: what organisations agreed about the data of persons, in essence. */
export const accords: PageDefinition = {
  path: "/accords",
  part: "persons",
  open: async ({ t, call }) => ({
    title: t("page.accords.title"),
    description: t("page.accords.lead"),
    isPublic: true,
    main: <AccordsPage accords={(await call(listAccordEssences, {})).accords} />,
  }),
};

function AccordsPage({ accords: all }: { readonly accords: Accords }): ReactNode {
  const { t } = usePage();
  const territories = [...new Set(all.map(({ territory }) => territory))];
  return (
    <div className="column">
      <h1>{t("page.accords.title")}</h1>
      <p className="lead">{t("page.accords.lead")}</p>
      {all.length === 0 ? <p>{t("page.accords.none")}</p> : null}
      {territories.map((territory) => (
        <section key={territory} aria-label={territory}>
          <h2>{territory}</h2>
          <ul className="panels">
            {all
              .filter((one) => one.territory === territory)
              .map((one) => (
                <AccordEssence key={one.id} accord={one} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
