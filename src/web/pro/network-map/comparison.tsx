import type { LocalDate } from "#base";
import { compareNetworks, type Network, type NetworkComparison } from "#network";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";

type Named = { readonly id: string; readonly name: string };

/** What is compared: two maps of one person, the later one of a later day. */
export interface ComparisonProps {
  readonly before: Network;
  readonly after: Network;
}

/** What changed between two maps: first the new ties that are alive, then the rest, in words that blame nobody. */
export function Comparison({ before, after }: ComparisonProps): ReactNode {
  const { t, format } = usePage();
  const found = compareNetworks(before, after);
  const day = (date: LocalDate): string => format.day(date, { withoutWeekday: true });
  return (
    <section aria-labelledby="ties-compared">
      <h2 id="ties-compared">
        {t("pro.ties.compared", { before: day(before.takenOn), after: day(after.takenOn) })}
      </h2>
      <Living {...found} />
      <dl className="facts facts-wide">
        <Part name="new" people={found.newTies} />
        <Part name="closer" people={found.closer.map((pair) => pair.after)} />
        <Part name="further" people={found.further.map((pair) => pair.after)} />
        <Part name="notNamed" people={found.noLongerNamed} hint={t("page.network.compared.notNamedHint")} />
        <Part name="remembered" people={found.newlyRemembered} />
      </dl>
      {isSame(found) ? <p>{t("page.network.said.noChange")}</p> : null}
      <p className="quiet">{t("pro.ties.noEffect")}</p>
    </section>
  );
}

function isSame(found: NetworkComparison): boolean {
  const { newTies, closer, further, noLongerNamed, newlyRemembered } = found;
  return [newTies, closer, further, noLongerNamed, newlyRemembered].every(({ length }) => length === 0);
}

/** The outcome that counts: new ties, not professional, with whom one is in touch at least monthly. */
function Living({ newLivingTies }: Pick<NetworkComparison, "newLivingTies">): ReactNode {
  const { t } = usePage();
  const { alters, unknown, throughAccompaniment } = newLivingTies;
  return (
    <div className="ties-living">
      <p className="lead">{t("pro.ties.living", { count: alters.length })}</p>
      {alters.length > 0 ? (
        <p>
          <Names people={alters} />
        </p>
      ) : null}
      <p className="quiet">{t("pro.ties.living.rule")}</p>
      {throughAccompaniment > 0 ? (
        <p>{t("pro.ties.living.accompaniment", { count: throughAccompaniment })}</p>
      ) : null}
      {unknown.length > 0 ? (
        <p>
          {t("pro.ties.living.unknown", { count: unknown.length })} <Names people={unknown} />
        </p>
      ) : null}
    </div>
  );
}

function Part(props: {
  readonly name: "new" | "closer" | "further" | "notNamed" | "remembered";
  readonly people: readonly Named[];
  readonly hint?: string;
}): ReactNode {
  const { t } = usePage();
  if (props.people.length === 0) return null;
  return (
    <>
      <dt>{t(`page.network.compared.${props.name}`)}</dt>
      <dd>
        <Names people={props.people} />
        {props.hint ? <span className="quiet"> {props.hint}</span> : null}
      </dd>
    </>
  );
}

function Names({ people }: { readonly people: readonly Named[] }): ReactNode {
  return people.map(({ id, name }, position) => (
    <Fragment key={id}>
      {position > 0 ? ", " : null}
      <bdi>{name}</bdi>
    </Fragment>
  ));
}
