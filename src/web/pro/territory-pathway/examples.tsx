import type { OutputOf } from "#base";
import type { previewPathway } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { shortName } from "./shown-pathway.ts";

type Example = OutputOf<typeof previewPathway>["examples"][number];

/** Where invented people are led by the pathway in force and by what is looked at; those for whom nothing changes are folded away. */
export function Examples({ examples }: { readonly examples: readonly Example[] }): ReactNode {
  const { t } = usePage();
  const changed = examples.filter(isChanged);
  const same = examples.filter((one) => !isChanged(one));
  return (
    <section aria-labelledby="examples">
      <h3 id="examples">{t("pro.pathway.examples")}</h3>
      <p>{t("pro.pathway.examples.lead")}</p>
      <ul className="panels">
        {changed.map((example) => (
          <li key={example.id} className="panel">
            <p>{t(`pro.pathway.example.${example.id}`)}</p>
            <p>
              <Outcome words="pro.pathway.from" {...example.before} />
              <br />
              <strong>
                <Outcome words="pro.pathway.to" {...example.after} />
              </strong>
            </p>
          </li>
        ))}
      </ul>
      {changed.length === 0 ? <p>{t("pro.pathway.examples.none")}</p> : null}
      <details className="disclosure">
        <summary>{t("pro.pathway.examples.same", { count: same.length })}</summary>
        <ul>
          {same.map(({ id, after }) => (
            <li key={id}>
              {t(`pro.pathway.example.${id}`)} <Outcome words="pro.pathway.to" {...after} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function isChanged({ before, after }: Example): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function Outcome({
  words,
  t1,
  level,
  instruments,
}: Example["after"] & { readonly words: string }): ReactNode {
  const { t } = usePage();
  const asked = instruments.map(shortName).join(", ");
  const parts = [
    t(`pro.pathway.outcome.${t1}`),
    t(`pro.pathway.level.${level}`),
    asked === "" ? t("pro.pathway.outcome.noMore") : t("pro.pathway.outcome.more", { instruments: asked }),
  ];
  return t(words, { value: parts.join(" ") });
}
