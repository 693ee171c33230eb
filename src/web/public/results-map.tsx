import type { GeoPoint } from "#base";
import type { OfferSummary } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { MovingMap } from "./moving-map/moving-map.tsx";
import type { SearchQuery } from "./search-query.ts";
import { layMap, mapSide, type MapMark } from "./map-layout.ts";

/** The anchor of an offer of a list, by its number from 1. */
export function offerAnchor(number: number): string {
  return `proposition-${number}`;
}

/** What a {@link ResultsMap} is given. */
export interface ResultsMapProps {
  /** The offers of the list, in its order. */
  readonly offers: readonly OfferSummary[];
  readonly centre: GeoPoint;
  /** The question of the list: what the map that one moves asks. */
  readonly search: SearchQuery;
}

/**
 * The offers of a list on a small map drawn by the server: numbers lead to the list, rings tell distances. It asks no
 * other site for anything and needs no script. Nothing when no offer has a place.
 */
export function ResultsMap({ offers, centre, search }: ResultsMapProps): ReactNode {
  const { t, format } = usePage();
  const layout = layMap(offers, centre);
  if (layout === null) return null;
  const middle = mapSide / 2;
  return (
    <section className="near-map" id="carte" aria-labelledby="carte-title">
      <h2 id="carte-title">{t("page.map.title")}</h2>
      <svg viewBox={`0 0 ${mapSide} ${mapSide}`} role="group" aria-label={t("page.map.label")}>
        <rect className="near-map-ground" width={mapSide} height={mapSide} />
        <g aria-hidden="true">
          {layout.rings.map(({ metres, radius }) => (
            <g key={metres}>
              <circle className="near-map-ring" cx={middle} cy={middle} r={radius} />
              <text className="near-map-word" x={middle} y={middle - radius - 4} textAnchor="middle">
                {format.distance(metres)}
              </text>
            </g>
          ))}
          <path className="near-map-here" d={`M${middle - 7} ${middle}h14M${middle} ${middle - 7}v14`} />
          <path className="near-map-north" d={`M${mapSide - 22} 38v-22l-5 7m5 -7l5 7`} />
        </g>
        {layout.marks.map((mark) => (
          <Mark key={mark.numbers[0]} mark={mark} offers={offers} />
        ))}
        <g aria-hidden="true">
          {layout.towns.map(({ name, x, y }) => (
            <text
              key={name}
              className="near-map-town"
              x={Math.min(mapSide - 60, Math.max(60, x))}
              y={Math.min(mapSide - 8, y + 28)}
              textAnchor="middle"
            >
              {name}
            </text>
          ))}
        </g>
      </svg>
      <p className="quiet">{t("page.map.note")}</p>
      <MovingMap search={search} />
    </section>
  );
}

function Mark({
  mark,
  offers,
}: {
  readonly mark: MapMark;
  readonly offers: readonly OfferSummary[];
}): ReactNode {
  const { t } = usePage();
  const { x, y, numbers, isVague } = mark;
  const [first = 1] = numbers;
  const others = numbers.length - 1;
  const name = offers[first - 1]?.name ?? "";
  const shown = others > 0 ? `${first}+${others}` : String(first);
  return (
    <a
      className={isVague ? "near-map-mark near-map-vague" : "near-map-mark"}
      href={`#${offerAnchor(first)}`}
      aria-label={
        others > 0
          ? t("page.map.several", { mark: shown, name, others })
          : t("page.map.one", { number: first, name })
      }
    >
      <circle cx={x} cy={y} r={others > 0 ? 17 : 14} />
      <text x={x} y={y + 5} textAnchor="middle">
        {shown}
      </text>
    </a>
  );
}
