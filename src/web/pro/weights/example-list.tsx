import { forgetMatchExample } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { ShownExample } from "./shown-weights.ts";

/** The examples of the territory: what each looks for, and the way to another one. */
export function ExampleList(props: {
  readonly examples: readonly ShownExample[];
  readonly towns: ReadonlyMap<string, string>;
  readonly mayKeep: boolean;
}): ReactNode {
  const { t, href } = usePage();
  const { examples, towns, mayKeep } = props;
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">{t("pro.weights.examples")}</h2>
      <p>{t(examples.length === 0 ? "pro.weights.examples.none" : "pro.weights.examples.lead")}</p>
      <ul className="offers">
        {examples.map((example) => (
          <li key={example.id} className="offer offer-line">
            <p>
              <strong>{example.title}</strong>
            </p>
            <ExampleInWords example={example} towns={towns} />
            {mayKeep ? (
              <ActionForm
                action={forgetMatchExample}
                id={`forget-${example.id}`}
                params={{ id: example.id }}
                submit={t("pro.weights.example.forget", { title: example.title })}
                tone="quiet"
                fields={[]}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayKeep ? (
        <p>
          <a className="button button-quiet" href={href("/pro/territoire/classement/exemple")}>
            {t("pro.weights.example.new")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function ExampleInWords(props: {
  readonly example: ShownExample;
  readonly towns: ReadonlyMap<string, string>;
}): ReactNode {
  const { t } = usePage();
  const { need } = props.example;
  const coded = (list: string, codes: readonly string[]) => codes.map((code) => t(`code.${list}.${code}`));
  const words = [
    props.towns.get(need.town) ?? need.town,
    t(`code.mobilityMode.${need.mobility}`),
    ...(need.age === null ? [] : [t("pro.weights.example.years", { age: need.age })]),
    ...(need.lifeEvent === null ? [] : coded("lifeEvent", [need.lifeEvent])),
    ...coded("need", need.needs),
    ...need.wishes.map((wish) => t(`pro.weights.wish.${wish}`)),
    ...coded("barrier", need.barriers),
    ...coded("accessNeed", need.accessibility),
  ];
  return <p>{words.join(" · ")}</p>;
}
