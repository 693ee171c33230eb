import { keepingGround, type Referral } from "#pathway";
import { noteErasureAnswer } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { dayInWords } from "../day.ts";

/** What became of what the receiver had been told, once it was taken back; nothing where nothing was asked. */
export function Erasure({ referral }: { readonly referral: Referral }): ReactNode {
  const { t, format, refused } = usePage();
  const { erasure } = referral;
  if (erasure === null) return null;
  return (
    <section aria-labelledby="effacement">
      <h2 id="effacement">{t("pro.referral.erasure")}</h2>
      <p>
        <strong>{t(`code.erasureState.${erasure.state}`)}</strong>
        {erasure.ground === null ? null : ` : ${t(`code.${keepingGround.name}.${erasure.ground}`)}`}
      </p>
      <p className="quiet">
        {t("pro.referral.erasure.since", {
          day: dayInWords(format, erasure.askedAt),
          count: erasure.reminders,
        })}
        {erasure.answeredAt === null
          ? null
          : ` ${t("pro.referral.erasure.answered", { day: dayInWords(format, erasure.answeredAt) })}`}
      </p>
      {erasure.state === "erased" ? null : (
        <details className="disclosure" open={refused?.action === noteErasureAnswer.name}>
          <summary>{t("pro.referral.erasure.note")}</summary>
          <ActionForm
            action={noteErasureAnswer}
            params={{ referralId: referral.id }}
            submit={t("pro.referral.erasure.submit")}
            tone="quiet"
            fields={[
              {
                name: "answer",
                label: t("pro.referral.erasure.question"),
                control: "radios",
                choices: [
                  { value: "erased", label: t("pro.referral.erasure.erased") },
                  ...keepingGround.codes.map((value) => ({
                    value,
                    label: t(`code.${keepingGround.name}.${value}`),
                  })),
                ],
              },
            ]}
          />
        </details>
      )}
    </section>
  );
}
