import type { WorkspaceSurvey } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { filterChoices, type WrittenQuestion } from "./question.ts";

/** What a {@link QuestionForm} is given. */
export interface QuestionFormProps {
  readonly survey: WorkspaceSurvey;
  readonly asked: WrittenQuestion;
}

/** The question of an analysis: a form that only asks, so that the address holds it. */
export function QuestionForm({ survey, asked }: QuestionFormProps): ReactNode {
  const { t, href } = usePage();
  const filters = filterChoices(t, survey.breakdowns);
  const none = { value: "", label: t("pro.workspace.filter.none") };
  const last = { value: "", label: t("pro.workspace.wave.last") };
  return (
    <form method="get" action={href("/observatoire/atelier/analyse")} className="form question-form">
      <input type="hidden" name="survey" value={survey.id} />
      <Choice
        name="indicator"
        value={asked.indicator}
        choices={survey.indicators.map((id) => ({ value: id, label: t(`code.indicator.${id}`) }))}
      />
      <Choice
        name="breakdown"
        value={asked.breakdown}
        choices={survey.breakdowns.map((id) => ({ value: id, label: t(`code.breakdown.${id}`) }))}
      />
      <Choice name="filter1" value={asked.filter1} choices={[none, ...filters]} />
      <Choice name="filter2" value={asked.filter2} choices={[none, ...filters]} />
      <Choice
        name="wave"
        value={asked.wave}
        choices={[last, ...survey.waves.map(({ wave }) => ({ value: wave, label: wave }))]}
      />
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("pro.workspace.run")}
        </button>
      </p>
    </form>
  );
}

function Choice({
  name,
  value,
  choices,
}: {
  readonly name: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}): ReactNode {
  const { t } = usePage();
  const id = `question-${name}`;
  const offered = choices.some((one) => one.value === value)
    ? choices
    : [...choices, { value, label: value }];
  return (
    <div className="field">
      <label htmlFor={id}>{t(`pro.workspace.${name}`)}</label>
      <select id={id} name={name} className="control" defaultValue={value}>
        {(value === "" ? choices : offered).map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}
