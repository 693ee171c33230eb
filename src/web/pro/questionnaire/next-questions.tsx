import type { OutputOf } from "#base";
import { instrumentSummaries } from "#instruments";
import type { readNextQuestions } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** What may be said of somebody's situation: the questions of the pathway follow it, and nothing of it is kept. */
const situations = ["caregiver", "digital", "media", "map"] as const;

/** What was said of the situation, by the address of the page. */
export type SaidOfSituation = Readonly<Record<(typeof situations)[number], "true" | "false">>;

/** Reads it from the address. */
export function saidOfSituation(query: URLSearchParams): SaidOfSituation {
  const of = (name: string): "true" | "false" => (query.get(name) === "1" ? "true" : "false");
  return { caregiver: of("caregiver"), digital: of("digital"), media: of("media"), map: of("map") };
}

/** What the pathway proposes to ask next, and what it advises; what is said of the situation changes it at once. */
export function NextQuestions(props: {
  readonly personId: string;
  readonly next: OutputOf<typeof readNextQuestions>;
  readonly said: SaidOfSituation;
}): ReactNode {
  const { t, href } = usePage();
  const { personId, next, said } = props;
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t("pro.next.title")}</h2>
      <ul>
        {next.advice.map((advice) => (
          <li key={advice}>{t(`pro.pathway.advice.${advice}`)}</li>
        ))}
      </ul>
      {next.instruments.length === 0 ? <p>{t("pro.next.none")}</p> : null}
      <ol>
        {next.instruments.map(({ id, isAnswered }) => (
          <li key={id}>
            <a href={href(addressOf(personId, id))}>
              {instrumentSummaries.find((one) => one.id === id)?.shortName ?? id}
            </a>
            {isAnswered ? ` (${t("pro.next.answered")})` : ""}
          </li>
        ))}
      </ol>
      <form method="get" action={href(`/pro/personnes/${personId}/point`)} className="form">
        <fieldset className="field">
          <legend>{t("pro.next.situation")}</legend>
          <p className="hint">{t("pro.next.situation.hint")}</p>
          {situations.map((name) => (
            <label key={name} className="choice">
              <input type="checkbox" name={name} value="1" defaultChecked={said[name] === "true"} />
              <span>{t(`pro.next.${name}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="form-end">
          <button type="submit" className="button button-quiet">
            {t("pro.next.look")}
          </button>
        </p>
      </form>
    </section>
  );
}

function addressOf(personId: string, instrument: string): string {
  return instrument === "ego-network"
    ? `/pro/personnes/${personId}/carte`
    : `/pro/personnes/${personId}/point/${instrument}`;
}
