import type { MapTiles } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { safeJson } from "../../safe-json.ts";
import { radiiKm, searchInput, searchPath, writeSearch, type SearchQuery } from "../search-query.ts";
import type { MovingMapStart, MovingMapWords } from "./moving-map-start.ts";

/**
 * The map that one moves, over the one that the server draws: nothing of it is loaded before it is asked for, and the
 * drawn map comes back where it cannot be shown.
 */
export function MovingMap({ search }: { readonly search: SearchQuery }): ReactNode {
  const { t, href, mapTiles } = usePage();
  return (
    <div className="moving-map not-printed" data-island="moving-map" data-needs-script="" hidden>
      <p>
        <button type="button" className="button button-quiet" data-open="" aria-expanded="false">
          {t("page.movingMap.open")}
        </button>
      </p>
      <output data-status="" />
      <div data-map="" hidden>
        <div className="moving-map-keys">
          <button type="button" data-nearer="" aria-label={t("page.movingMap.nearer")}>
            +
          </button>
          <button type="button" data-farther="" aria-label={t("page.movingMap.farther")}>
            −
          </button>
        </div>
        <div className="moving-map-canvas" data-canvas="" dir="ltr" />
        <div className="moving-map-card" data-card="" tabIndex={-1} role="group" hidden />
        <p>
          <a data-here="" href={href(searchPath, writeSearch(search))}>
            {t("page.movingMap.searchHere")}
          </a>
        </p>
        <details className="disclosure">
          <summary>{t("page.movingMap.list")}</summary>
          <ul className="moving-map-list" data-list="" />
          <p data-more="" hidden>
            {t("page.movingMap.more")}
          </p>
        </details>
        <p className="quiet">
          {t("page.movingMap.credit")}{" "}
          {mapTiles === null
            ? t("page.movingMap.nothingAsked")
            : t("page.movingMap.tiles", {
                attribution: mapTiles.attribution,
                host: new URL(mapTiles.url).host,
              })}
        </p>
      </div>
      <script
        type="application/json"
        data-start=""
        dangerouslySetInnerHTML={{ __html: safeJson(startOf(search, mapTiles, wordsOf(t))) }}
      />
    </div>
  );
}

function startOf(search: SearchQuery, tiles: MapTiles | null, words: MovingMapWords): MovingMapStart {
  const { page, ...narrowings } = searchInput(search);
  const place = search.town === null ? { ...search.point } : { town: search.town };
  return { question: { ...place, ...narrowings }, page: search.page, radiiKm, tiles, words };
}

function wordsOf(t: ReturnType<typeof usePage>["t"]): MovingMapWords {
  // The island fills these in again for each view.
  const [count, total, name] = ["{count}", "{total}", "{name}"];
  return {
    label: t("page.movingMap.label"),
    loading: t("page.movingMap.loading"),
    withoutNetwork: t("page.movingMap.withoutNetwork"),
    withoutWebgl: t("page.movingMap.withoutWebgl"),
    nearer: t("page.movingMap.nearer"),
    farther: t("page.movingMap.farther"),
    inView: t("page.movingMap.inView", { count, total }),
    cluster: t("page.movingMap.cluster", { count }),
    vague: t("page.movingMap.vague", { name }),
    closeCard: t("page.movingMap.closeCard"),
    cardAway: t("page.movingMap.cardAway"),
  };
}
