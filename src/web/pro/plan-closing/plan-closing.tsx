import type { OutputOf } from "#base";
import type { Instrument } from "#instruments";
import { planReopenReason } from "#pathway";
import { closePlan, reopenPlan, type readPlanClosing } from "#pathway/actions";
import type { ReactNode } from "react";
import { PageProvider, usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { dayInWords } from "../day.ts";
import { ChangeSentence } from "../person/change-sentence.tsx";
import { instrumentName } from "../questionnaire/words.ts";

type Read = OutputOf<typeof readPlanClosing>;
type Closing = NonNullable<Read["closing"]>;
type Part = Closing["counted"]["helped"];

/** What {@link PlanClosing} is given. */
export interface PlanClosingProps {
  readonly personId: string;
  readonly read: Read;
  readonly instruments: ReadonlyMap<string, Instrument>;
}

/** How a plan ended, or how it can be ended; ends after which it was taken up again stay below. */
export function PlanClosing({ personId, read, instruments }: PlanClosingProps): ReactNode {
  const { t, format } = usePage();
  const { closing, earlier } = read;
  return (
    <section aria-labelledby="cloture">
      <h2 id="cloture">{t("pro.closing.title")}</h2>
      {closing === null ? (
        <Close personId={personId} stillOpen={read.stillOpen} />
      ) : (
        <Closed personId={personId} closing={closing} instruments={instruments} />
      )}
      {earlier.length === 0 ? null : (
        <>
          <h3>{t("pro.closing.earlier")}</h3>
          <ul>
            {earlier.map(({ id, closedAt, reopenedAt, reason, summary }) => (
              <li key={id}>
                {t("pro.closing.earlier.line", {
                  closed: dayInWords(format, closedAt),
                  reopened: dayInWords(format, reopenedAt),
                  reason: t(`code.${planReopenReason.name}.${reason}`),
                })}
                {summary === null ? null : (
                  <blockquote dir="auto">
                    <p>{summary}</p>
                  </blockquote>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What is still open first, by its name; then the form, which keeps what was typed when it is refused. */
function Close({
  personId,
  stillOpen,
}: {
  readonly personId: string;
  readonly stillOpen: Read["stillOpen"];
}): ReactNode {
  const page = usePage();
  const { t, newKey, refused } = page;
  const isRefused = refused?.action === closePlan.name;
  // The list names what is open: the summary of faults would say the same words once for each.
  const shown = isRefused && refused.code === "pathway.planStillOpen" ? { ...refused, issues: [] } : refused;
  return (
    <details className="disclosure not-printed" open={isRefused}>
      <summary>{t("pro.closing.close")}</summary>
      <p>{t("pro.closing.close.lead")}</p>
      <StillOpen stillOpen={stillOpen} />
      <PageProvider value={{ ...page, refused: shown }}>
        <ActionForm
          action={closePlan}
          params={{ personId }}
          tone="quiet"
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            {
              name: "summary",
              label: t("pro.closing.summary"),
              hint: t("pro.closing.summary.hint"),
              control: "textarea",
            },
          ]}
          submit={t("pro.closing.close.submit")}
        />
      </PageProvider>
    </details>
  );
}

function StillOpen({ stillOpen: { items, referrals } }: Pick<Read, "stillOpen">): ReactNode {
  const { t, href } = usePage();
  if (items.length + referrals.length === 0) return <p>{t("pro.closing.ready")}</p>;
  return (
    <>
      <p>
        <strong>{t("pro.closing.stillOpen")}</strong>
      </p>
      <ul>
        {items.map(({ id, title }) => (
          <li key={id}>
            {t("pro.closing.stillOpen.item")} <a href="#projet">{<bdi>{title}</bdi>}</a>
          </li>
        ))}
        {referrals.map(({ id, receiverName }) => (
          <li key={id}>
            {t("pro.closing.stillOpen.referral")}{" "}
            <a href={href(`/pro/orientations/${id}`)}>
              <bdi>{receiverName}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Closed({
  personId,
  closing,
  instruments,
}: {
  readonly personId: string;
  readonly closing: Closing;
  readonly instruments: PlanClosingProps["instruments"];
}): ReactNode {
  const { t, format, refused } = usePage();
  const { counted, summary } = closing;
  const day = dayInWords(format, closing.closedAt);
  return (
    <>
      <p>
        {closing.closedBy === null
          ? t("pro.closing.closed", { day })
          : t("pro.closing.closedBy", { day, name: closing.closedBy })}
      </p>
      {summary === null ? (
        <p>{t("pro.closing.noSummary")}</p>
      ) : (
        <blockquote dir="auto">
          <p>{summary}</p>
        </blockquote>
      )}
      <h3>{t("pro.closing.counted")}</h3>
      <Counted part={counted.helped} />
      {isEmpty(counted.helping) ? null : (
        <>
          <h4>{t("pro.closing.counted.helping")}</h4>
          <Counted part={counted.helping} />
        </>
      )}
      <h3>{t("pro.closing.again")}</h3>
      <Again askedAgain={closing.askedAgain} instruments={instruments} />
      <details className="disclosure not-printed" open={refused?.action === reopenPlan.name}>
        <summary>{t("pro.closing.reopen")}</summary>
        <p>{t("pro.closing.reopen.lead")}</p>
        <ActionForm
          action={reopenPlan}
          params={{ personId, planClosingId: closing.id }}
          tone="quiet"
          fields={[
            {
              name: "reason",
              label: t("pro.closing.reopen.reason"),
              control: "radios",
              choices: planReopenReason.codes.map((value) => ({
                value,
                label: t(`code.${planReopenReason.name}.${value}`),
              })),
            },
          ]}
          submit={t("pro.closing.reopen.submit")}
        />
      </details>
    </>
  );
}

const sentOf = ({ referrals: { outcomes, otherwise, unknown } }: Part): number =>
  outcomes.reduce((sum, { count }) => sum + count, otherwise + unknown);
const isEmpty = (part: Part): boolean => part.done + part.dropped + sentOf(part) === 0;

/** What was done, given up, and how referrals ended: those of which nobody knows stand beside the others, never among them. */
function Counted({ part }: { readonly part: Part }): ReactNode {
  const { t } = usePage();
  const { outcomes, otherwise, unknown } = part.referrals;
  return (
    <ul>
      <li>{t("pro.closing.counted.done", { count: part.done })}</li>
      <li>{t("pro.closing.counted.dropped", { count: part.dropped })}</li>
      <li>
        {t("pro.closing.counted.referrals", { count: sentOf(part) })}
        {sentOf(part) === 0 ? null : (
          <ul>
            {outcomes.map(({ outcome, count }) => (
              <li key={outcome}>
                {t("pro.closing.counted.outcome", { outcome: t(`code.outcome.${outcome}`), count })}
              </li>
            ))}
            {otherwise === 0 ? null : <li>{t("pro.closing.counted.otherwise", { count: otherwise })}</li>}
            {unknown === 0 ? null : (
              <li>
                <strong>{t("pro.closing.counted.unknown", { count: unknown })}</strong>
              </li>
            )}
          </ul>
        )}
      </li>
    </ul>
  );
}

function Again({
  askedAgain,
  instruments,
}: Pick<Closing, "askedAgain"> & Pick<PlanClosingProps, "instruments">): ReactNode {
  const { t, format, locale } = usePage();
  if (askedAgain.length === 0) return <p>{t("pro.closing.again.never")}</p>;
  return askedAgain.map(({ instrument, firstAskedAt, lastAskedAt, change }) => {
    const known = instruments.get(instrument);
    return (
      <div key={instrument}>
        <h4>{known === undefined ? instrument : instrumentName(known, locale)}</h4>
        {lastAskedAt === null ? (
          <p>{t("pro.closing.again.once", { day: dayInWords(format, firstAskedAt) })}</p>
        ) : (
          <p>
            {t("pro.closing.again.twice", {
              first: dayInWords(format, firstAskedAt),
              last: dayInWords(format, lastAskedAt),
            })}
          </p>
        )}
        {change.status === "hidden" ? (
          <p className="quiet">{t("pro.closing.again.hidden")}</p>
        ) : (
          <ChangeSentence change={change} />
        )}
      </div>
    );
  });
}
