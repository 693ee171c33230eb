import { hasPart } from "#base";
import type { Helpline } from "#directory/actions";
import type { AgeBand } from "#pathway";
import type { OfferedQueue, SelfCheckResult } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Helplines } from "../ui/helplines.tsx";
import { Notice } from "../ui/notice.tsx";
import type { NearOffer } from "../ui/suggested-offers.tsx";
import { AnswersFoot } from "./answers-foot.tsx";
import { inWords } from "./easy.tsx";
import { Modules } from "./modules.tsx";
import { QueueFacts } from "./call-back-offer.tsx";
import { NearHere } from "./near-here.tsx";
import type { SaidTown } from "./town-field.tsx";

/** All that the page of the result shows. */
export interface ShownResult {
  readonly result: SelfCheckResult;
  readonly isKept: boolean;
  readonly isEasy: boolean;
  readonly age: AgeBand | null;
  /** Ids of the situations that have a page here. */
  readonly modules: readonly string[];
  readonly town: SaidTown;
  readonly offers: readonly NearOffer[];
  /** Null also under eighteen: nobody under age enters the queue of adults. */
  readonly queue: OfferedQueue | null;
  readonly lines: readonly Helpline[];
}

/**
 * The result: the wish to be contacted first, then support where it is due, then two sentences side by side, then three
 * things to do. No number, no label.
 */
export function ResultView({ shown }: { readonly shown: ShownResult }): ReactNode {
  const { t: usual } = usePage();
  const t = inWords(usual, shown.isEasy);
  const { result, lines } = shown;
  const wish = result.wantsContact === true;
  return (
    <div className="column self-check-result">
      <h1>{t("page.selfCheck.result")}</h1>
      {wish ? <CallBack shown={shown} tone="human" /> : null}
      {result.needsSupport ? <Support lines={emphasised(lines, result.lines)} isEasy={shown.isEasy} /> : null}
      <div className="side-by-side">
        <section aria-labelledby="feeling">
          <h2 id="feeling">{t("page.selfCheck.feeling")}</h2>
          <p>{t(result.loneliness)}</p>
        </section>
        <section aria-labelledby="meeting">
          <h2 id="meeting">{t("page.selfCheck.meeting")}</h2>
          <p>{t(result.isolation)}</p>
        </section>
      </div>
      <p>{t("page.selfCheck.noLabel")}</p>
      <NearHere town={shown.town} offers={shown.offers} />
      {wish ? null : <CallBack shown={shown} tone="plain" />}
      {result.needsSupport ? null : (
        <section aria-labelledby="lines">
          <h2 id="lines">{t("page.selfCheck.lines")}</h2>
          <Helplines lines={listening(lines, result.isMinor)} />
        </section>
      )}
      <p>{t(`page.selfCheck.again.${result.again}`)}</p>
      <Modules age={shown.age} offered={shown.modules} />
      <p className="not-printed" data-needs-script hidden>
        <button type="button" className="button button-quiet" data-island="print">
          {t("page.selfCheck.print")}
        </button>
      </p>
      <Basis shown={shown} />
      <AnswersFoot isKept={shown.isKept} isEasy={shown.isEasy} here="resultat" />
    </div>
  );
}

/** Support is no crisis: somebody who listens, now, beside the emergency numbers that every page has. */
function Support({
  lines,
  isEasy,
}: {
  readonly lines: readonly Helpline[];
  readonly isEasy: boolean;
}): ReactNode {
  const { t: usual } = usePage();
  const t = inWords(usual, isEasy);
  return (
    <Notice tone="human" title={t("page.selfCheck.support")}>
      <p>{t("page.selfCheck.support.lead")}</p>
      <Helplines lines={lines} />
    </Notice>
  );
}

function CallBack({
  shown,
  tone,
}: {
  readonly shown: ShownResult;
  readonly tone: "human" | "plain";
}): ReactNode {
  const { t, href, profile } = usePage();
  const { queue, town, result } = shown;
  if (!hasPart(profile, "persons") || (result.isMinor && !result.wantsContact)) return null;
  const body = (): ReactNode => {
    if (result.isMinor)
      return (
        <>
          <p>{t("page.callBack.minor")}</p>
          <p>
            <a className="more" href={href("/faire-le-point/15-17")}>
              {t("page.minors.link")}
            </a>
          </p>
        </>
      );
    if (queue) {
      return (
        <>
          <QueueFacts queue={queue} />
          <p>
            <a
              className="button button-human"
              href={href("/faire-le-point/rappel/demande", { commune: codeOf(shown) })}
            >
              {t("page.callBack.ask")}
            </a>
          </p>
        </>
      );
    }
    return <p>{t(town.kind === "town" ? "page.callBack.none" : "page.callBack.townFirst")}</p>;
  };
  return (
    <Notice tone={tone} title={t(result.wantsContact ? "page.callBack.wish" : "page.callBack.offer")}>
      {body()}
    </Notice>
  );
}

/** The town goes along in the address only where the sheet does not have its code. */
function codeOf({ town, result }: ShownResult): string | null {
  return result.town === null && town.kind === "town" ? town.code : null;
}

function emphasised(lines: readonly Helpline[], ids: readonly string[]): readonly Helpline[] {
  return ids.flatMap((id) => lines.find((line) => line.id === id) ?? []);
}

/** Lines that listen, beside the emergency ones; those of the young for the young. */
function listening(lines: readonly Helpline[], isMinor: boolean): readonly Helpline[] {
  const all = lines.filter(({ isEmergency, id }) => !isEmergency || id === "3114");
  return isMinor
    ? all.filter(({ id }) => id !== "solitudecoute")
    : all.filter(({ id }) => id !== "fil-sante-jeunes");
}

function Basis({ shown }: { readonly shown: ShownResult }): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure">
      <summary>{t("page.selfCheck.basis")}</summary>
      <p>{t("page.selfCheck.basis.lead")}</p>
      <ul>
        {shown.result.sources.map((source) => (
          <li key={source.id}>
            <bdi lang={source.nameLanguage}>{source.name}</bdi>.{" "}
            <bdi lang="en" dir="ltr">
              {source.citation}
            </bdi>
            {". "}
            {source.isWorkingTranslation ? t("page.selfCheck.basis.working") : null}{" "}
            {source.isFallback ? t("page.selfCheck.fallback") : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
