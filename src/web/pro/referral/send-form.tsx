import type { OutputOf } from "#base";
import type { Referral } from "#pathway";
import { sendReferral, type listRepresentatives } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { SharingGround } from "./ground.tsx";
import { evidenceChoices, toldFields } from "./told-fields.ts";
import { agreementFields } from "../representatives/agreement-fields.ts";

/** Notes how the person agreed, and sends; or sends again what stayed without answer. */
export function SendForm({
  referral,
  listed,
  ground,
}: {
  readonly referral: Referral;
  readonly listed: OutputOf<typeof listRepresentatives>;
  /** Null where the offer is not there any more: then only the person's word counts. */
  readonly ground: SharingGround | null;
}): ReactNode {
  const { t } = usePage();
  return (
    <ActionForm
      action={sendReferral}
      submit={t(referral.status === "expired" ? "pro.referral.sendAgain" : "pro.refer.submit")}
      params={{ referralId: referral.id }}
      version={referral.version}
      fields={[
        {
          name: "evidence",
          label: t("pro.refer.evidence"),
          control: "radios",
          choices: evidenceChoices(t, ground),
        },
        ...toldFields(t, ground),
        ...agreementFields(t, listed),
      ]}
    />
  );
}
