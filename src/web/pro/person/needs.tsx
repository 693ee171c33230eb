import type { OutputOf } from "#base";
import type { readNeeds } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";

/** What {@link Needs} is given. */
export interface NeedsProps {
  readonly personId: string;
  readonly needs: OutputOf<typeof readNeeds>;
}

/** What the person looks for and what holds them back, in plain words. */
export function Needs({ personId, needs }: NeedsProps): ReactNode {
  const { t, href } = usePage();
  const words = (list: string, codes: readonly string[]) =>
    codes.map((code) => t(`code.${list}.${code}`)).join(", ");
  const lines: readonly (readonly [string, string])[] = [
    ["needs", words("need", needs.needs)],
    ["wishes", needs.wishes ?? ""],
    ["barriers", words("barrier", needs.barriers)],
    ["accessibility", words("accessNeed", needs.accessibility)],
    ["availability", needs.availability ?? ""],
    ["exclusions", needs.exclusions ?? ""],
  ];
  const known = lines.filter(([, value]) => value !== "");
  return (
    <section aria-labelledby="besoins">
      <h2 id="besoins">{t("pro.story.needs")}</h2>
      {known.length === 0 ? <p>{t("pro.story.needs.none")}</p> : null}
      {known.length > 0 ? (
        <dl className="facts facts-wide">
          {known.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{t(`pro.needs.${name}`)}</dt>
              <dd dir="auto">{value}</dd>
            </Fragment>
          ))}
        </dl>
      ) : null}
      <p>
        <a className="more" href={href(`/pro/personnes/${personId}/besoins`)}>
          {t(needs.version === 0 ? "pro.story.needs.begin" : "pro.story.needs.change")}
        </a>
      </p>
    </section>
  );
}
