import { listHelplines, type Helpline } from "#directory/actions";
import { readShortlist } from "#directory";
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
          list={readShortlist((query.get("liste") ?? "").slice(0, 300))}
          lines={lines.filter((line) => !line.isEmergency).slice(0, linesShown)}
        />
      ),
    };
  },
};

function Home(props: {
  readonly typed: string;
  readonly list: readonly string[];
  readonly lines: readonly Helpline[];
}): ReactNode {
  const { typed, list, lines } = props;
  const { t, href } = usePage();
  return (
    <>
      <section className="hero">
        <h1>{t("page.home.title")}</h1>
        <svg
          className="thread"
          viewBox="0 0 480 12"
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          <path
            vectorEffect="non-scaling-stroke"
            d="M1 6c20 0 20-5 40-5s20 10 40 10 20-10 40-10 20 10 40 10 20-10 40-10 20 5 40 5h238"
          />
        </svg>
        <p className="lead">{t("page.home.lead")}</p>
        <PlaceForm typed={typed} list={list} hasWays />
      </section>
      <section className="card home-check" aria-labelledby="check">
        <h2 id="check">{t("page.home.check")}</h2>
        <p>{t("page.home.checkLead")}</p>
        <p>
          <a className="button button-quiet" href={href("/faire-le-point")}>
            {t("page.home.checkStart")}
          </a>
        </p>
        <p>
          <a href={href("/carte-relationnelle")}>{t("page.network.link")}</a>
        </p>
      </section>
      <section className="card home-check" aria-labelledby="others">
        <h2 id="others">{t("page.home.others")}</h2>
        <p>
          <a className="button button-quiet" href={href("/je-m-inquiete")}>
            {t("page.worried.title")}
          </a>
        </p>
        <p>
          <a className="button button-quiet" href={href("/je-voudrais-aider")}>
            {t("page.help.title")}
          </a>
        </p>
      </section>
      <section className="lines-section" aria-labelledby="lines">
        <h2 id="lines">{t("page.home.lines")}</h2>
        <p>{t("page.home.linesLead")}</p>
        <Helplines lines={lines} isWide />
        <p>
          <a className="more" href={href("/numeros")}>
            {t("page.home.allLines")}
          </a>
        </p>
      </section>
    </>
  );
}
