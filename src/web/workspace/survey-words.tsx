import { decideSurveyWording, type listSurveyWords } from "#observatory/actions";
import { instrumentSummaries } from "#instruments";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ActionForm } from "../ui/action-form.tsx";
import { FoldedForm } from "../ui/folded-form.tsx";

type Words = OutputOf<typeof listSurveyWords>["words"][number];

/** In which words the surveys at hand were asked, whether their figures may be published, and the decision on it. */
export function SurveyWordsSection({
  words,
  mayDecide,
}: {
  readonly words: readonly Words[];
  readonly mayDecide: boolean;
}): ReactNode {
  const { t } = usePage();
  if (words.length === 0) return null;
  return (
    <section aria-labelledby="words">
      <h2 id="words">{t("pro.workspace.words")}</h2>
      <p>{t("pro.workspace.words.lead")}</p>
      <ul className="panels">
        {words.map((one) => (
          <li key={`${one.survey} ${one.instrument}`} className="panel">
            <p>
              {t("pro.workspace.words.asked", {
                survey: one.survey,
                instrument: shortNameOf(one.instrument),
                wording: one.wording ?? t("pro.workspace.words.unknown"),
                language: one.language,
              })}{" "}
              <strong>{t(`pro.workspace.words.status.${one.status}`)}</strong>
            </p>
            {one.reason === null ? null : (
              <p dir="auto">{t("pro.workspace.reason", { reason: one.reason })}</p>
            )}
            {mayDecide ? <Decision words={one} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function shortNameOf(id: string): string {
  return instrumentSummaries.find((one) => one.id === id)?.shortName ?? id;
}

/** Nothing to decide on sound words, nor on words that nobody named. */
function Decision({ words: { survey, instrument, wording, status } }: { readonly words: Words }): ReactNode {
  const { t } = usePage();
  if (wording === null || status === "sound") return null;
  const submit = t(status === "accepted" ? "pro.workspace.words.stop" : "pro.workspace.words.accept");
  return (
    <FoldedForm
      summary={submit}
      action={decideSurveyWording}
      isOwn={({ values }) => values["instrument"]?.[0] === instrument && values["wording"]?.[0] === wording}
    >
      <ActionForm
        action={decideSurveyWording}
        id={`words-${survey}-${instrument}`}
        submit={submit}
        tone="quiet"
        fields={[
          { name: "instrument", label: "", control: "hidden", value: instrument },
          { name: "wording", label: "", control: "hidden", value: wording },
          { name: "isAccepted", label: "", control: "hidden", value: String(status !== "accepted") },
          {
            name: "reason",
            label: t("pro.workspace.words.reason"),
            hint: t("pro.workspace.words.hint"),
            control: "textarea",
          },
        ]}
      />
    </FoldedForm>
  );
}
