import { chosenOutcomes, notedAttempts } from "#pathway";
import { closeCallRequest, noteCallAttempt, type CallRequest } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";

/** Notes a try; leaving a message is offered only where the person allowed it. */
export function AttemptForm({ request }: { readonly request: CallRequest }): ReactNode {
  const { t } = usePage();
  const kinds = notedAttempts.filter((kind) => kind !== "voicemail-left" || request.mayLeaveVoicemail);
  return (
    <section aria-labelledby="attempt">
      <h2 id="attempt">{t("pro.callRequest.attempt")}</h2>
      <ActionForm
        action={noteCallAttempt}
        params={{ requestId: request.id }}
        tone="quiet"
        submit={t("pro.callRequest.attempt.submit")}
        fields={[
          {
            name: "kind",
            label: t("pro.callRequest.attempt.kind"),
            control: "radios",
            choices: kinds.map((kind) => ({ value: kind, label: t(`code.callEventKind.${kind}`) })),
          },
        ]}
      />
    </section>
  );
}

/** Closes a request without a file. */
export function CloseForm({ request }: { readonly request: CallRequest }): ReactNode {
  const { t } = usePage();
  return (
    <FoldedForm summary={t("pro.callRequest.close")} action={closeCallRequest}>
      <p>{t("pro.callRequest.close.lead")}</p>
      <ActionForm
        action={closeCallRequest}
        params={{ requestId: request.id }}
        tone="quiet"
        submit={t("pro.callRequest.close.submit")}
        fields={[
          {
            name: "outcome",
            label: t("pro.callRequest.close.outcome"),
            control: "radios",
            choices: chosenOutcomes.map((code) => ({ value: code, label: t(`code.callOutcome.${code}`) })),
          },
        ]}
      />
    </FoldedForm>
  );
}
