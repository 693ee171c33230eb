import { readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { PersonTrail } from "../person-trail.tsx";
import { offeredTo, type Offered } from "../questionnaire/offered.ts";
import { instrumentName, modesOf } from "../questionnaire/words.ts";

/** `/pro/personnes/:personId/point`: which questions to ask together. */
export const questionnairesPage: PageDefinition = {
  path: "/pro/personnes/:personId/point",
  part: "persons",
  open: async ({ t, call, params }) => {
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const offered = await offeredTo(call, file.id);
    return {
      title: t("pro.ask.title"),
      main: (
        <Choose
          personId={file.id}
          givenNames={file.givenNames}
          offered={offered.filter(({ instrument }) => modesOf(instrument).length > 0)}
        />
      ),
    };
  },
};

interface ChooseProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly offered: readonly Offered[];
}

function Choose({ personId, givenNames, offered }: ChooseProps): ReactNode {
  const { t } = usePage();
  const waiting = offered.filter(({ reason }) => reason !== null);
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.ask.choose", { name: givenNames })}</h1>
      <p className="lead">{t("pro.ask.choose.lead")}</p>
      <ul className="towns">
        {offered
          .filter(({ reason }) => reason === null)
          .map((one) => (
            <Choice key={one.instrument.id} personId={personId} offered={one} />
          ))}
      </ul>
      {waiting.length > 0 ? (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t("pro.ask.waiting")}</h2>
          <ul className="towns">
            {waiting.map((one) => (
              <Choice key={one.instrument.id} personId={personId} offered={one} />
            ))}
          </ul>
        </section>
      ) : null}
      <p className="quiet">{t("pro.ask.notNow")}</p>
    </div>
  );
}

function Choice(props: { readonly personId: string; readonly offered: Offered }): ReactNode {
  const { t, href, locale } = usePage();
  const { instrument, reason, isResultOnly } = props.offered;
  const length = { count: instrument.items.length, minutes: Math.max(1, Math.ceil(instrument.minutes)) };
  return (
    <li>
      <a className="town" href={href(`/pro/personnes/${props.personId}/point/${instrument.id}`)}>
        <span className="town-name">{instrumentName(instrument, locale)}</span>
        <span className="town-place">
          {reason === null
            ? t(isResultOnly ? "pro.ask.resultOnly" : "pro.ask.length", length)
            : t(`pro.ask.lacks.${reason}`)}
        </span>
      </a>
    </li>
  );
}
