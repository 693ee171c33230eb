import { dangerGround } from "#pathway";
import type { DangerAct } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";

/** Acts in danger, each with how its review stands; nothing where there is none. */
export function ActList({ acts }: { readonly acts: readonly DangerAct[] }): ReactNode {
  const { t, href, format } = usePage();
  if (acts.length === 0) return null;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{t("pro.danger.acts")}</h2>
      <ol className="offers">
        {acts.map((act) => (
          <li key={act.id} className="offer offer-line">
            <h3 className="offer-name">
              <a href={href(`/pro/dangers/${act.id}`)}>
                {momentInWords(format, act.actedAt)}
                {" · "}
                <bdi>{act.givenNames}</bdi>
              </a>
            </h3>
            <p>
              {t(`code.${dangerGround.name}.${act.ground}`)}
              {" · "}
              <bdi>{act.receiverName}</bdi>
            </p>
            <ReviewState act={act} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whether a second person reviewed an act, and what they found; else who is asked, and until when. */
export function ReviewState({ act }: { readonly act: DangerAct }): ReactNode {
  const { t, format, now } = usePage();
  if (act.reviewedAt !== null && act.verdict !== null) {
    return (
      <p>
        {t("pro.danger.reviewed", {
          name: act.reviewedBy ?? "–",
          when: momentInWords(format, act.reviewedAt),
          verdict: t(`code.dangerVerdict.${act.verdict}`),
        })}
      </p>
    );
  }
  const when = momentInWords(format, act.reviewDueAt);
  return (
    <p>
      <strong>
        {act.reviewDueAt < now
          ? t("pro.danger.late", { when })
          : t("pro.danger.due", { name: act.reviewer ?? t("pro.danger.nobody"), when })}
      </strong>
    </p>
  );
}
