import { localDateAt, type Id } from "#base";
import { emptyNetwork, type Network } from "#network";
import { changeNetworkMap, keepNetworkMap, listNetworkMaps, readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { assets } from "../../assets.ts";
import { usePage } from "../../context.ts";
import { MapForm } from "../../network/map-form.tsx";
import { MapSheet } from "../../network/map-sheet.tsx";
import { MapWorkshop } from "../../network/map-workshop.tsx";
import { networkWords } from "../../network/network-words.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { safeJson } from "../../safe-json.ts";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";
import { seenMaps } from "./map-page.tsx";

/** `/pro/personnes/:personId/carte/dessin`: the map of ties, drawn together; `?depuis` goes on from a map, `?carte` corrects one. */
export const drawMapPage: PageDefinition = {
  path: "/pro/personnes/:personId/carte/dessin",
  part: "persons",
  open: async (context) => {
    const { t, call, params } = context;
    const personId = params["personId"] ?? "";
    const [file, { maps }] = await Promise.all([
      call(readFile, { personId }),
      call(listNetworkMaps, { personId }),
    ]);
    const drawing = drawingOf(context, seenMaps(maps));
    return {
      title: t("pro.ties.title"),
      main: <Draw personId={personId} givenNames={file.givenNames} {...drawing} />,
    };
  },
};

interface Drawing {
  /** The map with which the drawing begins, as text: also one that was refused, so that nothing drawn is lost. */
  readonly start: string;
  /** The map that is corrected; null for a new one. */
  readonly corrected: { readonly id: Id<"networkMap">; readonly version: number } | null;
}

function drawingOf({ query, refused, now }: PageContext, maps: ReturnType<typeof seenMaps>): Drawing {
  const wanted = refused?.values["networkMapId"]?.at(-1) ?? query.get("carte");
  const corrected = maps.find(({ id }) => id === wanted) ?? null;
  const from = maps.find(({ id }) => id === query.get("depuis"))?.network;
  const today = localDateAt(now, timeZone);
  const begun: Network = corrected?.network ?? { ...(from ?? emptyNetwork(today)), takenOn: today };
  return { start: keptText(refused?.values["map"]?.at(-1)) ?? safeJson(begun), corrected };
}

/** What was sent and refused, where it can be shown again; null when it is no map of the workshop. */
function keptText(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return safeJson(JSON.parse(text));
  } catch {
    // Not what the workshop writes: the drawing begins anew.
    return null;
  }
}

interface DrawProps extends Drawing {
  readonly personId: string;
  readonly givenNames: string;
}

function Draw({ personId, givenNames, start, corrected }: DrawProps): ReactNode {
  const { t, locale } = usePage();
  return (
    <div className="network-page">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.ties.drawing", { name: givenNames })}</h1>
      <p className="lead not-printed">{t("pro.ties.drawing.lead")}</p>
      <Refused actions={[keepNetworkMap, changeNetworkMap]} />
      <div data-network hidden>
        <div className="network-columns">
          <MapForm />
          <MapWorkshop>
            <KeepForm personId={personId} corrected={corrected} />
          </MapWorkshop>
        </div>
      </div>
      <MapSheet />
      <script
        type="application/json"
        id="network-words"
        dangerouslySetInnerHTML={{ __html: safeJson(networkWords(locale, t)) }}
      />
      <script type="application/json" id="network-start" dangerouslySetInnerHTML={{ __html: start }} />
      <script type="module" src={assets["network-map"]} />
    </div>
  );
}

/** Sends the map into the file: the page fills in its text. */
function KeepForm({ personId, corrected }: Pick<DrawProps, "personId" | "corrected">): ReactNode {
  const { t, href, newKey, refused } = usePage();
  const action = corrected ? changeNetworkMap : keepNetworkMap;
  const path = `/pro/personnes/${personId}/carte${corrected ? `/${corrected.id}` : ""}`;
  const isStale = refused?.code === "base.versionStale";
  const hidden: Readonly<Record<string, string | undefined>> = {
    _action: action.name,
    _key: newKey(),
    _version: (isStale ? undefined : refused?.values["_version"]?.at(-1)) ?? corrected?.version.toString(),
    id: corrected ? undefined : newKey(),
    networkMapId: corrected?.id,
  };
  return (
    <section className="not-printed" aria-labelledby="ties-keep" data-keep hidden>
      <h2 id="ties-keep">{t("pro.ties.keep")}</h2>
      <p>{t("pro.ties.keep.lead")}</p>
      <form method="post" action={href(path)} className="form">
        {Object.entries(hidden).map(([name, value]) =>
          value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        <input type="hidden" name="map" data-map-text />
        <div className="field">
          <label htmlFor="ties-day">{t("pro.ties.takenOn")}</label>
          <span className="hint" id="ties-day-hint">
            {t("pro.ties.takenOn.hint")}
          </span>
          <input
            className="control"
            type="date"
            id="ties-day"
            aria-describedby="ties-day-hint"
            required
            data-day
          />
        </div>
        <p className="network-actions">
          <button type="submit" className="button button-main">
            {t("pro.ties.keep.submit")}
          </button>
          <button type="button" className="button button-quiet" data-do="print">
            {t("page.network.keep.print")}
          </button>
        </p>
      </form>
    </section>
  );
}
