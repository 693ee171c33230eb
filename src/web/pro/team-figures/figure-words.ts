import { instrumentSummaries } from "#instruments";
import { outcome, referralStatus, refusalReason, tieTold, type OpenFigure } from "#pathway";
import type { Translate } from "../../speaker.ts";

/** An end in words: an outcome, a reason, or what is not known. */
export function endLabel(t: Translate, code: string): string {
  if (code === "together" || code === "unknown" || code === "open" || code === "unanswered")
    return t(`pro.figures.${code}`);
  const isOutcome = outcome.has(code);
  if (isOutcome || refusalReason.has(code))
    return t(`code.${isOutcome ? outcome.name : refusalReason.name}.${code}`);
  return referralStatus.has(code) ? t(`code.${referralStatus.name}.${code}`) : code;
}

/** The short name of an instrument. */
export function instrumentLabel(instrument: string): string {
  return instrumentSummaries.find(({ id }) => id === instrument)?.shortName ?? instrument;
}

/** What a figure that is opened counts, in words; of a partner its name, where one sees a referral there. */
export function figureLabel(
  t: Translate,
  { figure, code }: { readonly figure: OpenFigure; readonly code: string },
  partner: string | null,
): string {
  switch (figure) {
    case "reached":
      return t(`pro.code.pathStep.${code}`);
    case "between":
      return t(`pro.code.pathInterval.${code}`);
    case "not-yet":
      return t("pro.figures.notYet", { interval: t(`pro.code.pathInterval.${code}`) });
    case "ties":
      return t(`pro.code.${tieTold.name}.${code}`);
    case "compared":
      return t("pro.figures.compared", { instrument: instrumentLabel(code) });
    case "not-compared":
      return t("pro.figures.notCompared", { instrument: instrumentLabel(code) });
    case "partner":
      return partner ?? t("pro.figures.partners.name");
    default:
      return endLabel(t, code);
  }
}
