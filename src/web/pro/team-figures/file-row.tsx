import type { OutputOf } from "#base";
import { referralStatus, waitingReason } from "#pathway";
import type { listFigureFiles } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { dayInWords } from "../day.ts";
import { nextStepOf } from "../waiting/next-step.ts";
import { endLabel } from "./figure-words.ts";

/** One of those behind a figure, as it is read. */
export type FigureFile = OutputOf<typeof listFigureFiles>["files"][number];

/** What a {@link FileRow} is given. */
export interface FileRowProps {
  readonly file: FigureFile;
  /** Whether several ends stand on the list: each line then says its own. */
  readonly isMixed: boolean;
}

/** One of those behind a figure: who, where it stands, since when, and the next step. */
export function FileRow({ file, isMixed }: FileRowProps): ReactNode {
  const { t, href, format } = usePage();
  const { personId, givenNames, referral, receiverName, since, next } = file;
  return (
    <li className="queue-row">
      <p className="queue-who">
        <a href={href(`/pro/personnes/${personId}`)} dir="auto">
          {givenNames}
        </a>
      </p>
      <p className="queue-why">
        {file.isPriority ? <strong>{t("pro.waiting.priority")} · </strong> : null}
        <Stand file={file} isMixed={isMixed} />
        {next ? <span className="queue-with">{t(`code.${waitingReason.name}.${next.reason}`)}</span> : null}
        {receiverName ? (
          <span className="queue-with" dir="auto">
            {receiverName}
          </span>
        ) : null}
      </p>
      <p className="queue-since">
        {t(referral === null ? "pro.figureFiles.opened" : "pro.figureFiles.lastAct", {
          day: dayInWords(format, since),
        })}
      </p>
      <div className="queue-next">
        <NextStep file={file} />
      </div>
    </li>
  );
}

/** How long it took, how a referral ended or stands, or how far a person came. */
function Stand({ file: { days, end, referral, reached }, isMixed }: FileRowProps): ReactNode {
  const { t } = usePage();
  if (days !== null) return t("pro.figureFiles.days", { days });
  if (end !== null && isMixed) return endLabel(t, end);
  return referral === null
    ? t(`pro.code.pathStep.${reached ?? "noticed"}`)
    : t(`code.${referralStatus.name}.${referral.status}`);
}

function NextStep({ file }: { readonly file: FigureFile }): ReactNode {
  const { t, href } = usePage();
  const { personId, givenNames, referral, next } = file;
  const [address, label] =
    next !== null
      ? [nextStepOf({ ...next, personId }, href), t(`pro.waiting.next.${next.reason}`)]
      : referral !== null
        ? [href(`/pro/orientations/${referral.id}`), t("pro.figureFiles.referral")]
        : [href(`/pro/personnes/${personId}`), t("pro.figureFiles.file")];
  return (
    <a className="button button-quiet" href={address}>
      {label}
      <span className="visually-hidden"> {t("pro.waiting.for", { name: givenNames })}</span>
    </a>
  );
}
