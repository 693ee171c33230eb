import type { OutputOf } from "#base";
import type { Network } from "#network";
import { changeNetworkMap, listNetworkMaps, readFile, removeNetworkMap } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { NetworkPicture } from "../../network/network-picture.tsx";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";
import { Comparison } from "./comparison.tsx";
import { Measures } from "./measures.tsx";

type KeptMap = OutputOf<typeof listNetworkMaps>["maps"][number];
/** A map that the reader may see. */
type SeenMap = KeptMap & { readonly network: Network };

/** The maps of a file that the reader may see, newest first. */
export function seenMaps(maps: readonly KeptMap[]): readonly SeenMap[] {
  return maps.filter((map): map is SeenMap => map.network !== null);
}

/** `/pro/personnes/:personId/carte`: the map of a person's ties on a day, what it tells, what changed since another day. */
export const networkMapPage: PageDefinition = {
  path: "/pro/personnes/:personId/carte",
  part: "persons",
  open: async ({ t, call, params, query }) => {
    const personId = params["personId"] ?? "";
    const [file, { maps }] = await Promise.all([
      call(readFile, { personId }),
      call(listNetworkMaps, { personId }),
    ]);
    const seen = seenMaps(maps);
    const shown = seen.find(({ takenOn }) => takenOn === query.get("jour")) ?? seen[0] ?? null;
    const earlier = seen.filter(({ takenOn }) => shown !== null && takenOn < shown.takenOn);
    // Unless told, since the first map: what counts is whom one met since one began.
    const before = earlier.find(({ takenOn }) => takenOn === query.get("avec")) ?? earlier.at(-1) ?? null;
    const props = { personId, givenNames: file.givenNames, maps, shown, before };
    return { title: t("pro.ties.title"), main: <MapOfTies {...props} /> };
  },
};

interface MapOfTiesProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly maps: readonly KeptMap[];
  readonly shown: SeenMap | null;
  readonly before: SeenMap | null;
}

function MapOfTies(props: MapOfTiesProps): ReactNode {
  const { t, format } = usePage();
  const { personId, givenNames, maps, shown, before } = props;
  return (
    <div className="network-page story">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.ties.heading", { name: givenNames })}</h1>
      <Refused actions={[changeNetworkMap, removeNetworkMap]} />
      {shown === null ? <p className="network-begin">{t("pro.ties.none")}</p> : null}
      <DrawLinks personId={personId} newest={seenMaps(maps)[0] ?? null} />
      <HiddenMaps maps={maps} />
      {shown ? (
        <>
          {maps.length > 1 ? <ChooseDays {...props} /> : null}
          <NetworkPicture
            network={shown.network}
            id="ties"
            caption={t("pro.ties.mapOf", { day: format.day(shown.takenOn, { withoutWeekday: true }) })}
          />
          {before ? <Comparison before={before.network} after={shown.network} /> : null}
          <Measures network={shown.network} />
          <MapActs personId={personId} map={shown} />
        </>
      ) : null}
    </div>
  );
}

/** A new map begins from the last one, so that who is who stays known, or from an empty sheet. */
function DrawLinks(props: { readonly personId: string; readonly newest: SeenMap | null }): ReactNode {
  const { t, href } = usePage();
  const page = `/pro/personnes/${props.personId}/carte/dessin`;
  return (
    <div className="not-printed">
      <p className="network-actions">
        {props.newest ? (
          <a className="button button-main" href={href(page, { depuis: props.newest.id })}>
            {t("pro.ties.drawFrom")}
          </a>
        ) : null}
        <a className={`button button-${props.newest ? "quiet" : "main"}`} href={href(page)}>
          {t(props.newest ? "pro.ties.drawEmpty" : "pro.ties.draw")}
        </a>
      </p>
      {props.newest ? <p className="quiet">{t("pro.ties.drawFrom.hint")}</p> : null}
    </div>
  );
}

function HiddenMaps({ maps }: Pick<MapOfTiesProps, "maps">): ReactNode {
  const { t, format } = usePage();
  const hidden = maps.filter(({ network }) => network === null);
  if (hidden.length === 0) return null;
  return (
    <ul className="plain quiet">
      {hidden.map(({ id, takenOn }) => (
        <li key={id}>{t("pro.ties.hidden", { day: format.day(takenOn, { withoutWeekday: true }) })}</li>
      ))}
    </ul>
  );
}

/** Which day is shown, and with which it is compared; a form that asks, so that the address can be kept and sent. */
function ChooseDays({ personId, maps, shown, before }: MapOfTiesProps): ReactNode {
  const { t, href } = usePage();
  const choices = seenMaps(maps);
  return (
    <form
      method="get"
      action={href(`/pro/personnes/${personId}/carte`)}
      className="network-actions ties-days not-printed"
    >
      <DaySelect name="jour" label={t("pro.ties.day")} maps={choices} chosen={shown} />
      <DaySelect name="avec" label={t("pro.ties.with")} maps={choices} chosen={before} />
      <button type="submit" className="button button-quiet">
        {t("pro.ties.show")}
      </button>
    </form>
  );
}

function DaySelect(props: {
  readonly name: string;
  readonly label: string;
  readonly maps: readonly SeenMap[];
  readonly chosen: SeenMap | null;
}): ReactNode {
  const { format } = usePage();
  const { name, label, maps, chosen } = props;
  return (
    <div className="field">
      <label htmlFor={`ties-${name}`}>{label}</label>
      <select className="control" id={`ties-${name}`} name={name} defaultValue={chosen?.takenOn}>
        {maps.map(({ id, takenOn }) => (
          <option key={id} value={takenOn}>
            {format.day(takenOn, { withoutWeekday: true })}
          </option>
        ))}
      </select>
    </div>
  );
}

function MapActs({ personId, map }: { readonly personId: string; readonly map: SeenMap }): ReactNode {
  const { t, href } = usePage();
  return (
    <section className="not-printed" aria-labelledby="ties-acts">
      <h2 id="ties-acts">{t("pro.ties.acts")}</h2>
      <div className="acts">
        <a
          className="button button-quiet"
          href={href(`/pro/personnes/${personId}/carte/dessin`, { carte: map.id })}
        >
          {t("pro.ties.correct")}
        </a>
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("page.network.keep.print")}
        </button>
      </div>
      <details className="disclosure">
        <summary>{t("pro.ties.remove")}</summary>
        <p>{t("pro.ties.remove.lead")}</p>
        <ActButton
          action={removeNetworkMap}
          params={{ personId, networkMapId: map.id }}
          values={{}}
          version={map.version}
          label={t("pro.ties.remove.submit")}
          tone="danger"
        />
      </details>
    </section>
  );
}
