import {
  alterRole,
  circle,
  firstSignOf,
  measureNetwork,
  metThrough,
  type Counted,
  type Network,
} from "#network";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** What a map tells, for whoever accompanies: structure, function and quality apart, no sum, no target. */
export function Measures({ network }: { readonly network: Network }): ReactNode {
  const { t, format } = usePage();
  const measures = measureNetwork(network);
  const { structure, function: support, quality } = measures;
  const said = (name: string, { count, unknown }: Counted): string =>
    `${t(`pro.ties.count.${name}`, { count })}${unknown > 0 ? ` ${t("pro.ties.unknown", { count: unknown })}` : ""}`;
  return (
    <section aria-labelledby="ties-told">
      <h2 id="ties-told">{t("pro.ties.told")}</h2>
      <p>{t(`pro.ties.first.${firstSignOf(measures)}`)}</p>
      <div className="sides">
        <Side name="structure">
          <li>{t("pro.ties.count.named", { count: structure.size })}</li>
          <li>{said("weekly", structure.weekly)}</li>
          <li>{said("weeklyInPerson", structure.weeklyInPerson)}</li>
          <li>{said("weeklyRemote", structure.weeklyRemote)}</li>
          <li>{said("nonProfessional", structure.nonProfessional)}</li>
          <li>{said("weakTies", structure.weakTies)}</li>
          <Tally list={circle} of={Object.entries(structure.byCircle)} />
          <Tally list={alterRole} of={[...structure.byRole]} />
          <Tally list={metThrough} of={[...structure.byMetThrough]} />
          {structure.density === null ? null : (
            <li>
              {t("pro.ties.density", { share: format.number(Math.round(structure.density * 100) / 100) })}
            </li>
          )}
        </Side>
        <Side name="function">
          <li>{said("confidants", support.confidants)}</li>
          <li>{said("practicalHelp", support.practicalHelp)}</li>
        </Side>
        <Side name="quality">
          <li>{said("burdensome", quality.burdensome)}</li>
        </Side>
      </div>
      <p className="quiet">{t("page.network.noTarget")}</p>
      <p className="source">{t("pro.ties.source")}</p>
    </section>
  );
}

function Side(props: {
  readonly name: "structure" | "function" | "quality";
  readonly children: ReactNode;
}): ReactNode {
  const { t } = usePage();
  return (
    <div className="side">
      <h3>{t(`pro.ties.side.${props.name}`)}</h3>
      <ul>{props.children}</ul>
    </div>
  );
}

/** Codes and how many people have each, in one line; those that nobody has are left out. */
function Tally(props: {
  readonly list: { readonly name: string };
  readonly of: readonly (readonly [string, number])[];
}): ReactNode {
  const { t } = usePage();
  const lines = props.of
    .filter(([, count]) => count > 0)
    .map(([code, count]) => t("pro.ties.tally", { what: t(`code.${props.list.name}.${code}`), count }));
  return lines.length > 0 ? <li>{lines.join(" · ")}</li> : null;
}
