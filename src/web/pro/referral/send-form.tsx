import type { OutputOf } from "#base";
import { agreementEvidence, sharingGround, type Referral } from "#pathway";
import { sendReferral, type listRepresentatives } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { agreementFields } from "../representatives/agreement-fields.ts";

/** Notes how the person agreed, and sends; or sends again what stayed without answer. */
export function SendForm({
  referral,
  listed,
}: {
  readonly referral: Referral;
  readonly listed: OutputOf<typeof listRepresentatives>;
}): ReactNode {
  const { t } = usePage();
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
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
          choices: coded(agreementEvidence),
        },
        ...agreementFields(t, listed),
        {
          name: "ground",
          isNeeded: true,
          label: t("pro.refer.ground"),
          control: "radios",
          choices: coded(sharingGround),
          value: referral.ground ?? "person-agreed",
        },
      ]}
    />
  );
}
