import { listHelplines, type Helpline } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { PlaceForm } from "../place-form.tsx";

/** How many listening lines the first page shows. */
const linesShown = 3;

/** `/`: one question, "where are you?". */
export const home: PageDefinition = {
  path: "/",
  part: "directory",
  open: async ({ t, call, query }) => {
    const { lines } = await call(listHelplines, {});
    return {
      title: t("page.home.title"),
      description: t("page.home.description"),
      isPublic: true,
      main: (
        <Home
          typed={(query.get("ou") ?? "").slice(0, 80)}
          lines={lines.filter((line) => !line.isEmergency).slice(0, linesShown)}
        />
      ),
    };
  },
};

function Home({ typed, lines }: { readonly typed: string; readonly lines: readonly Helpline[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <>
      <section className="hero">
        <h1>{t("page.home.title")}</h1>
        <p className="lead">{t("page.home.lead")}</p>
        <PlaceForm typed={typed} hasWays />
      </section>
      <section className="column" aria-labelledby="lines">
        <h2 id="lines">{t("page.home.lines")}</h2>
        <p>{t("page.home.linesLead")}</p>
        <Helplines lines={lines} />
        <p>
          <a className="more" href={href("/numeros")}>
            {t("page.home.allLines")}
          </a>
        </p>
      </section>
    </>
  );
}
