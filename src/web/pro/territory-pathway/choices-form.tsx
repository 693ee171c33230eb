import { positiveOnly, thresholdBounds, thresholdNames } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { AskedChoices } from "./asked-choices.ts";
import { shortName, type ShownPathway } from "./shown-pathway.ts";

/** Ages that the public page can tell apart. */
const ages = ["16", "18"] as const;

/** What may be chosen, as a form that only asks what a change would do: nothing is decided by it. */
export function ChoicesForm({
  shown,
  from,
}: {
  readonly shown: ShownPathway;
  readonly from: AskedChoices;
}): ReactNode {
  const { t, href } = usePage();
  const { defaults, lines } = shown.read;
  const more = lines.filter((id) => !defaults.supportLines.includes(id));
  return (
    <form method="get" action={href("/pro/parcours")} className="form">
      <input type="hidden" name="apercu" value="1" />
      <h2>{t("pro.pathway.choices")}</h2>
      <Choices
        name="minimumAge"
        type="radio"
        values={ages}
        checked={from.minimumAge}
        label={(age) => t("pro.pathway.years", { age })}
      />
      <Order chosen={from.order} all={defaults.order} />
      <Choices name="alone" values={defaults.alone} checked={from.alone} label={shortName} />
      <Choices
        name="cliniciansOnly"
        values={defaults.order}
        checked={from.cliniciansOnly}
        label={shortName}
      />
      <Choices
        name="modules"
        values={defaults.modules}
        checked={from.modules}
        label={(id) => t(`page.module.${id}.link`)}
      />
      <Choices name="fromWatch" values={positiveOnly} checked={from.fromWatch} label={shortName} />
      {thresholdNames.map((name) => (
        <Threshold key={name} name={name} chosen={from[name][0]} />
      ))}
      {defaults.supportLines.map((id) => (
        <input key={id} type="hidden" name="supportLines" value={id} />
      ))}
      <Choices
        name="supportLines"
        values={more}
        checked={from.supportLines}
        label={(id) => shown.lineNames.get(id) ?? id}
      />
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("pro.pathway.look")}
        </button>
      </p>
    </form>
  );
}

function Choices(props: {
  readonly name: keyof AskedChoices;
  readonly type?: "radio" | "checkbox";
  readonly values: readonly string[];
  readonly checked: readonly string[];
  readonly label: (value: string) => string;
}): ReactNode {
  const { t } = usePage();
  const { name, type = "checkbox", values, checked, label } = props;
  return (
    <fieldset className="field">
      <legend>{t(`pro.pathway.${name}`)}</legend>
      <p className="hint">{t(`pro.pathway.${name}.hint`)}</p>
      {values.map((value) => (
        <label key={value} className="choice">
          <input type={type} name={name} value={value} defaultChecked={checked.includes(value)} />
          <span>{label(value)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The safe values of one number, with the reason why there are no others. */
function Threshold({
  name,
  chosen,
}: {
  readonly name: keyof typeof thresholdBounds;
  readonly chosen: string | undefined;
}): ReactNode {
  const { t } = usePage();
  const { values, usual } = thresholdBounds[name];
  return (
    <div className="field">
      <label htmlFor={`threshold-${name}`}>{t(`pro.pathway.${name}`)}</label>
      <p className="hint" id={`threshold-${name}-why`}>
        {t(`pro.pathway.${name}.hint`)}
      </p>
      <select
        id={`threshold-${name}`}
        name={name}
        className="control"
        aria-describedby={`threshold-${name}-why`}
        defaultValue={chosen ?? String(usual)}
      >
        {values.map((value) => (
          <option key={value} value={value}>
            {t(value === usual ? "pro.pathway.value.usual" : "pro.pathway.value", { value })}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One list of instruments for each place; what was chosen twice can be chosen anew. */
function Order({
  chosen,
  all,
}: {
  readonly chosen: readonly string[];
  readonly all: readonly string[];
}): ReactNode {
  const { t } = usePage();
  return (
    <fieldset className="field">
      <legend>{t("pro.pathway.order")}</legend>
      <p className="hint">{t("pro.pathway.order.hint")}</p>
      {all.map((usual, at) => (
        <div key={usual} className="field">
          <label htmlFor={`order-${at}`}>{t("pro.pathway.place", { place: at + 1 })}</label>
          <select id={`order-${at}`} name="order" className="control" defaultValue={chosen[at] ?? usual}>
            {all.toSorted().map((id) => (
              <option key={id} value={id}>
                {shortName(id)}
              </option>
            ))}
          </select>
        </div>
      ))}
    </fieldset>
  );
}
