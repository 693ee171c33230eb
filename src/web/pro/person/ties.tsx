import { compareNetworks } from "#network";
import type { OutputOf } from "#base";
import type { listNetworkMaps } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { seenMaps } from "../network-map/map-page.tsx";

/** What {@link Ties} is given. */
export interface TiesProps {
  readonly personId: string;
  readonly maps: OutputOf<typeof listNetworkMaps>["maps"];
}

/** The newest map of a person's ties in a few sentences, and the way to it. */
export function Ties({ personId, maps }: TiesProps): ReactNode {
  const { t, href, format } = usePage();
  const seen = seenMaps(maps);
  const [newest, first] = [seen[0], seen.at(-1)];
  const page = `/pro/personnes/${personId}/carte`;
  const living =
    newest && first && first.takenOn < newest.takenOn
      ? compareNetworks(first.network, newest.network).newLivingTies.alters.length
      : null;
  return (
    <section aria-labelledby="liens">
      <h2 id="liens">{t("pro.ties.title")}</h2>
      {newest ? (
        <p>
          {t("pro.ties.mapOf", { day: format.day(newest.takenOn, { withoutWeekday: true }) })}
          {" : "}
          {t("pro.ties.count.named", { count: newest.network.alters.length })}
          {living === null ? null : ` ${t("pro.ties.living", { count: living })}`}
        </p>
      ) : (
        <p>{t(maps.length > 0 ? "pro.ties.hiddenAll" : "pro.ties.none")}</p>
      )}
      <p>
        <a className="more" href={href(seen.length > 0 ? page : `${page}/dessin`)}>
          {t(seen.length > 0 ? "pro.ties.see" : "pro.ties.draw")}
        </a>
      </p>
    </section>
  );
}
