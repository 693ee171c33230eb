import { localDateAt, type Id, type OutputOf } from "#base";
import { keptFileBytes } from "#pathway";
import { consentPaperPage, keepConsentPaper, type listConsentPapers } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ErrorSummary } from "../../ui/error-summary.tsx";

type Listed = OutputOf<typeof listConsentPapers>;

interface PapersProps {
  readonly referralId: Id<"referral">;
  readonly listed: Listed;
}

/** The papers on which the person agreed, and the form that brings one; nothing where no paper was signed. */
export function Papers({ referralId, listed }: PapersProps): ReactNode {
  const { t } = usePage();
  if (!listed.mayAdd && listed.papers.length === 0) return null;
  return (
    <section aria-labelledby="papers">
      <h3 id="papers">{t("pro.papers.title")}</h3>
      {listed.papers.length === 0 ? <p>{t("pro.papers.none")}</p> : null}
      <ul>
        {listed.papers.map((paper) => (
          <li key={paper.id}>
            <Paper referralId={referralId} paper={paper} />
          </li>
        ))}
      </ul>
      {listed.mayAdd ? <Bring referralId={referralId} /> : null}
    </section>
  );
}

function Paper(props: {
  readonly referralId: Id<"referral">;
  readonly paper: Listed["papers"][number];
}): ReactNode {
  const { t, href, format } = usePage();
  const { id, mediaType, size, receivedAt, receivedBy, forgottenAt } = props.paper;
  const dayOf = (at: typeof receivedAt) => format.day(localDateAt(at, timeZone), { withoutWeekday: true });
  const words = t("pro.papers.paper", {
    kind: t(mediaType === "application/pdf" ? "pro.papers.pdf" : "pro.papers.picture"),
    day: dayOf(receivedAt),
    name: receivedBy || t("pro.papers.somebody"),
  });
  if (forgottenAt !== null)
    return (
      <>
        {words} {t("pro.papers.forgotten", { day: dayOf(forgottenAt) })}
      </>
    );
  return (
    <>
      {words}{" "}
      <a href={href("/pro/orientations/papier", { referralId: props.referralId, paperId: id })}>
        {t("pro.papers.open", { kilobytes: Math.max(1, Math.round(size / 1000)) })}
      </a>
    </>
  );
}

/** The form that brings a paper, from a telephone or a desk; it works without a script. */
function Bring({ referralId }: { readonly referralId: Id<"referral"> }): ReactNode {
  const { t, href, newKey, refused } = usePage();
  const own = refused?.action === keepConsentPaper.name ? refused : null;
  const path = `${consentPaperPage.replace(":referralId", referralId)}/papier`;
  return (
    <form method="post" action={href(path)} encType="multipart/form-data" className="form" id="bring-paper">
      {own === null ? null : (
        <ErrorSummary
          title={t(`error.${own.code}`, own.params)}
          lines={[{ text: t("pro.papers.again"), target: "paper-file" }]}
        />
      )}
      <input type="hidden" name="_key" value={newKey()} />
      <div className={own === null ? "field" : "field field-wrong"}>
        <label htmlFor="paper-file">{t("pro.papers.file")}</label>
        <p className="hint" id="paper-file-hint">
          {t("pro.papers.file.hint", { megabytes: keptFileBytes / 1_000_000 })}
        </p>
        <input
          type="file"
          id="paper-file"
          name="file"
          className="control"
          accept="image/jpeg,image/png,image/webp,application/pdf"
          required
          aria-describedby="paper-file-hint"
          aria-invalid={own === null ? undefined : true}
        />
      </div>
      <p className="form-end">
        <button type="submit" className="button button-quiet">
          {t("pro.papers.bring")}
        </button>
      </p>
    </form>
  );
}
