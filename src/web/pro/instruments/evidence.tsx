import type { Instrument } from "#instruments";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** What is known of an instrument and how: licence, citation, what was checked and where. Its facts are written in English. */
export function Evidence({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { t } = usePage();
  const { licence, citation, evidence, psychometrics, missingNote, scoringNote, bandNote } = instrument;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{t("pro.instruments.evidence")}</h2>
      <dl className="facts facts-wide">
        <dt>{t("pro.instruments.licence")}</dt>
        <dd lang="en">
          <p>{licence.text}</p>
          <p>{licence.attribution}</p>
        </dd>
        <dt>{t("pro.instruments.citation")}</dt>
        <dd lang="en">
          {citation.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </dd>
        <dt>{t("pro.instruments.scoring")}</dt>
        <dd lang="en">
          <p>{scoringNote}</p>
          <p>{missingNote}</p>
          <p>{bandNote}</p>
        </dd>
        <dt>{t("pro.instruments.reliability")}</dt>
        <dd lang="en">{psychometrics.reliabilityNote}</dd>
        <dt>{t("pro.instruments.checked")}</dt>
        <dd lang="en">
          <ul>
            {Object.entries(evidence).map(([part, { status, where }]) => (
              <li key={part}>
                {part}: {status} ({where})
              </li>
            ))}
          </ul>
          <p>{instrument.checkedOn}</p>
        </dd>
      </dl>
    </section>
  );
}
