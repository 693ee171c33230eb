import { hasPart } from "#base";
import { listHelplines, type Helpline } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { failurePage } from "../../failure-page.tsx";
import type { PageDefinition } from "../../page.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { CrisisCard } from "../crisis-card.tsx";

/** What somebody sees in a person close to them, most urgent first, and the lines that answer it. */
const signs = [
  { id: "danger", lines: ["3114"], isUrgent: true },
  { id: "sans-nouvelles", lines: ["15", "18", "17"], isUrgent: true },
  { id: "violence", lines: ["17", "114", "3919", "3977", "119"], isUrgent: true },
  { id: "repli", lines: ["sos-amitie", "croix-rouge-ecoute", "solitudecoute"], isUrgent: false },
  { id: "fatigue", lines: ["avec-nos-proches", "sos-amitie"], isUrgent: false },
] as const;
type Sign = (typeof signs)[number];

const path = "/je-m-inquiete";

/** `/je-m-inquiete`: one question, what one sees. Nothing is asked of the other person, and nothing is kept. */
export const worried: PageDefinition = {
  path,
  part: "directory",
  open: ({ t }) => ({
    title: t("page.worried.title"),
    description: t("page.worried.description"),
    isPublic: true,
    main: <Worried />,
  }),
};

/** `/je-m-inquiete/repli`: what to do, what to say, and who answers. */
export const worriedSign: PageDefinition = {
  path: `${path}/:sign`,
  part: "directory",
  open: async (context) => {
    const { t, call, params } = context;
    const sign = signs.find(({ id }) => id === params["sign"]);
    if (!sign)
      return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
    const { lines } = await call(listHelplines, {});
    return {
      title: t("page.worried.title"),
      isPublic: true,
      hasPrintedCode: true,
      main: (
        <Seen sign={sign} lines={sign.lines.flatMap((id) => lines.find((line) => line.id === id) ?? [])} />
      ),
    };
  },
};

function Worried(): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("page.worried.heading")}</h1>
      <p className="lead">{t("page.worried.lead")}</p>
      <h2>{t("page.worried.question")}</h2>
      <ul className="doors">
        {signs.map(({ id }) => (
          <li key={id}>
            <a className="way" href={href(`${path}/${id}`)}>
              <span className="way-name">{t(`page.worried.${id}`)}</span>
              <span className="way-hint">{t(`page.worried.${id}.hint`)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="quiet">{t("page.worried.nothingKept")}</p>
    </div>
  );
}

function Seen({ sign, lines }: { readonly sign: Sign; readonly lines: readonly Helpline[] }): ReactNode {
  const { t, href, profile } = usePage();
  const steps = t(`page.worried.${sign.id}.steps`).split("\n");
  return (
    <div className="column">
      <h1>{t(`page.worried.${sign.id}`)}</h1>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <section aria-labelledby="lines">
        <h2 id="lines">{t(sign.isUrgent ? "page.worried.callNow" : "page.worried.callFirst")}</h2>
        <Helplines lines={lines} />
      </section>
      {sign.isUrgent ? (
        <details className="disclosure">
          <summary>{t("page.worried.allNumbers")}</summary>
          <CrisisCard />
        </details>
      ) : (
        <Together />
      )}
      {hasPart(profile, "persons") && !sign.isUrgent ? (
        <section aria-labelledby="team">
          <h2 id="team">{t("page.worried.team")}</h2>
          <p>{t("page.worried.teamLead")}</p>
          <p>
            <a className="button button-human" href={href("/faire-le-point/rappel/demande")}>
              {t("page.worried.teamAsk")}
            </a>
          </p>
          <p className="quiet">{t("page.worried.teamRight")}</p>
          <p>
            <a className="more" href={href("/orienter", { proche: "oui" })}>
              {t("page.worried.agreed")}
            </a>
          </p>
          <p>
            <a className="more" href={href("/orienter")}>
              {t("page.worried.professional")}
            </a>
          </p>
        </section>
      ) : null}
      <p className="not-printed">
        <a className="more" href={href(path)}>
          {t("page.worried.back")}
        </a>
      </p>
    </div>
  );
}

/** Words to begin with, and things to do together. */
function Together(): ReactNode {
  const { t, href } = usePage();
  return (
    <section aria-labelledby="say">
      <h2 id="say">{t("page.worried.say")}</h2>
      <ul>
        {t("page.worried.sayWords")
          .split("\n")
          .map((words) => (
            <li key={words}>{words}</li>
          ))}
      </ul>
      <p>
        <a className="more" href={href("/")}>
          {t("page.worried.near")}
        </a>
      </p>
    </section>
  );
}
