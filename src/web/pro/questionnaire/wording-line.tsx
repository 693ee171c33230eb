import type { Locale } from "#base";
import type { Instrument } from "#instruments";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { languageNames } from "../../ui/header.tsx";
import { languagesOf } from "./words.ts";

/** What {@link WordingLine} is given. */
export interface WordingProps {
  readonly personId: string;
  readonly instrument: Instrument;
  readonly language: Locale;
  /** The language of an interpreter, shown beside; null for none. */
  readonly beside: Locale | null;
}

/** In which words one asks, how sure they are, and the other languages there are: to ask in, or for an interpreter. */
export function WordingLine(props: WordingProps): ReactNode {
  const { t, href } = usePage();
  const { instrument, personId, language, beside } = props;
  const status = instrument.wordings[language]?.status ?? "unverified";
  const others = languagesOf(instrument).filter((one) => one !== language);
  const here = `/pro/personnes/${personId}/point/${instrument.id}`;
  return (
    <p className="quiet">
      {t("pro.ask.wording", { language: languageNames[language] })} {t(`pro.ask.wording.${status}`)}{" "}
      {others.map((one) => (
        <span key={one}>
          <a href={href(here, { langue: one })} hrefLang={one}>
            {t("pro.ask.wording.other", { language: languageNames[one] })}
          </a>{" "}
          <a href={href(here, { langue: language, avec: beside === one ? null : one })}>
            {t(beside === one ? "pro.ask.beside.hide" : "pro.ask.beside", { language: languageNames[one] })}
          </a>
        </span>
      ))}
    </p>
  );
}
