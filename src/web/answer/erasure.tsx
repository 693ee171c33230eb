import { keepingGround } from "#pathway";
import { answerErasure } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ActionForm } from "../ui/action-form.tsx";
import type { AnswerView } from "./view.ts";

/** Once a request was taken back: whether what was received is erased, or why it is kept; nothing where nothing is asked. */
export function Erasure({ erasure }: Pick<AnswerView, "erasure">): ReactNode {
  const { t } = usePage();
  if (erasure === null) return null;
  const isAnswered = erasure.state === "erased" || erasure.state === "kept";
  return (
    <section aria-labelledby="erasure">
      <h2 id="erasure">{t("page.answer.erasure")}</h2>
      {isAnswered ? (
        <p role="status">
          {t("page.answer.erasure.thanks", { state: t(`code.erasureState.${erasure.state}`) })}
          {erasure.ground === null ? null : ` ${t(`code.${keepingGround.name}.${erasure.ground}`)}.`}
        </p>
      ) : null}
      {erasure.state === "erased" ? null : (
        <>
          <p>{t("page.answer.erasure.lead")}</p>
          <ActionForm
            action={answerErasure}
            submit={t("page.answer.erasure.submit")}
            fields={[
              {
                name: "answer",
                label: t("page.answer.erasure.question"),
                control: "radios",
                choices: [
                  { value: "erased", label: t("page.answer.erasure.erased") },
                  ...keepingGround.codes.map((value) => ({
                    value,
                    label: t(`code.${keepingGround.name}.${value}`),
                  })),
                ],
              },
            ]}
          />
        </>
      )}
    </section>
  );
}
