import { boundsOf, weightParts, type WeightName } from "#directory";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { stepOf, type AskedWeights } from "./asked-weights.ts";
import type { ReadWeights } from "./shown-weights.ts";

interface FormProps {
  readonly read: ReadWeights;
  readonly from: AskedWeights;
  /** Weights that were refused. */
  readonly faults: ReadonlySet<string>;
}

/** Every weight in words, as a form that only asks what a change would do: nothing is decided by it. */
export function WeightsForm({ read, from, faults }: FormProps): ReactNode {
  const { t, href } = usePage();
  return (
    <form method="get" action={href("/pro/territoire/classement")} className="form" noValidate>
      <input type="hidden" name="apercu" value="1" />
      <h2>{t("pro.weights.choose")}</h2>
      <p>{t("pro.weights.choose.lead")}</p>
      {Object.entries(weightParts).map(([part, names]) => (
        <details
          key={part}
          className="disclosure"
          open={names.some((name) => faults.has(name) || from.get(name) !== String(read.weights[name]))}
        >
          <summary>{t(`pro.weights.part.${part}`)}</summary>
          {names.map((name) => (
            <Weight
              key={name}
              name={name}
              value={from.get(name) ?? ""}
              usual={read.defaults[name]}
              isWrong={faults.has(name)}
            />
          ))}
        </details>
      ))}
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("pro.weights.look")}
        </button>
      </p>
    </form>
  );
}

function Weight(props: {
  readonly name: WeightName;
  readonly value: string;
  readonly usual: number;
  readonly isWrong: boolean;
}): ReactNode {
  const { t, format } = usePage();
  const { name, value, usual, isWrong } = props;
  const { least, most } = boundsOf(name);
  const id = `weight-${name}`;
  const params = {
    usual: format.hundredths(usual),
    least: format.hundredths(least),
    most: format.hundredths(most),
  };
  return (
    <div className={isWrong ? "field field-wrong" : "field"}>
      <label htmlFor={id}>{t(`pro.weights.weight.${name}`)}</label>
      <p className="hint" id={`${id}-hint`}>
        {t("pro.weights.bounds", params)}
      </p>
      {isWrong ? (
        <p className="error" id={`${id}-error`}>
          {t("pro.weights.wrong", params)}
        </p>
      ) : null}
      <input
        id={id}
        name={name}
        className="control"
        type="number"
        inputMode="decimal"
        min={least}
        max={most}
        step={stepOf(name)}
        defaultValue={value}
        aria-describedby={isWrong ? `${id}-hint ${id}-error` : `${id}-hint`}
        aria-invalid={isWrong || undefined}
      />
    </div>
  );
}
