import type { OutputOf } from "#base";
import { contactFields, heldKind, identityCheck, provingChecks, type ContactField } from "#pathway";
import { releaseHeld, stopHeld, type listHeld } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";

type Request = OutputOf<typeof listHeld>["requests"][number];

/** What waits because nobody checked that it is the person who asked: applied once it was, or stopped by anybody who accompanies. */
export function Held({
  personId,
  requests,
}: {
  readonly personId: string;
  readonly requests: readonly Request[];
}): ReactNode {
  const { t } = usePage();
  if (requests.length === 0) return null;
  return (
    <section aria-labelledby="en-attente">
      <h2 id="en-attente">{t("pro.held.title")}</h2>
      {requests.map((request) => (
        <Notice key={request.id} tone="human">
          <h3>{t(`code.${heldKind.name}.${request.kind}`)}</h3>
          <Asked request={request} />
          <FoldedForm
            summary={t(request.kind === "own-copy" ? "pro.held.releaseCopy" : "pro.held.release")}
            action={releaseHeld}
            form={request.id}
          >
            <ActionForm
              action={releaseHeld}
              id={request.id}
              params={{ personId, requestId: request.id }}
              fields={[
                {
                  name: "identityCheck",
                  label: t("pro.held.check"),
                  hint: t("pro.held.check.hint"),
                  control: "radios",
                  choices: provingChecks.map((value) => ({
                    value,
                    label: t(`code.${identityCheck.name}.${value}`),
                  })),
                },
              ]}
              submit={t(request.kind === "own-copy" ? "pro.held.releaseCopy" : "pro.held.release")}
            />
          </FoldedForm>
          <ActButton
            action={stopHeld}
            params={{ personId, requestId: request.id }}
            values={{}}
            label={t("pro.held.stop")}
            about={t(`code.${heldKind.name}.${request.kind}`)}
            tone="danger"
          />
          <p className="hint">{t("pro.held.stop.hint")}</p>
        </Notice>
      ))}
    </section>
  );
}

/** Who asked what, and when it has its effect unless somebody stops it. */
function Asked({ request }: { readonly request: Request }): ReactNode {
  const { t, format } = usePage();
  const { kind, change, dueAt, askedAt, isByLink, notedBy, identity } = request;
  const day = dayInWords(format, askedAt);
  const moment = momentInWords(format, dueAt);
  return (
    <>
      <p>
        {isByLink
          ? t("pro.held.byLink", { day })
          : t("pro.held.byWorker", {
              name: notedBy ?? t("pro.held.gone"),
              day,
              check: t(`code.${identityCheck.name}.${identity ?? "not-checked"}`),
            })}
      </p>
      {change === null ? null : (
        <ul>
          {contactFields
            .filter((name) => change[name] !== undefined)
            .map((name) => (
              <li key={name} dir="auto">
                {t("pro.held.value", { field: t(`pro.person.${name}`), value: valueOf(t, change, name) })}
              </li>
            ))}
        </ul>
      )}
      <p>{t(kind === "own-copy" ? "pro.held.copyUntil" : "pro.held.until", { moment })}</p>
    </>
  );
}

function valueOf(
  t: ReturnType<typeof usePage>["t"],
  change: NonNullable<Request["change"]>,
  name: ContactField,
): string {
  if (name === "contactChannels" || name === "contactMoments") {
    const codes = change[name] ?? [];
    const list = name === "contactChannels" ? "contactChannel" : "contactMoment";
    if (codes.length === 0)
      return t(name === "contactChannels" ? "pro.person.noContact" : "pro.person.contactMoments.any");
    return codes.map((code) => t(`code.${list}.${code}`)).join(", ");
  }
  if (name === "mayLeaveVoicemail")
    return t(`pro.person.mayLeaveVoicemail.${change.mayLeaveVoicemail ?? "unknown"}`);
  return change[name] ?? t("pro.held.none");
}
