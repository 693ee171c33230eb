import type { MapArea } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { figureWords, type Measure } from "./figure-words.ts";
import { shadeOf, stepsOf } from "./map-steps.ts";

/** What a {@link MapPicture} is given. */
export interface MapPictureProps {
  readonly areas: readonly MapArea[];
  readonly measure: Measure;
  /** Height of the outlines, drawn 1000 wide; null draws a layout of tiles, one an area. */
  readonly height: number | null;
  readonly label: string;
}

/** Edge of a tile, and its gap, on the drawing. */
const [tile, gap] = [60, 4];

/**
 * A map drawn by the server: darker for more, hatched where the figure is imprecise, empty with a broken edge where it is
 * not shown. To a screen reader the list beside it speaks; a pointer is told name and figure, or that it is not shown.
 */
export function MapPicture({ areas, measure, height, label }: MapPictureProps): ReactNode {
  const drawn = areas.filter(({ path }) => height === null || path !== null);
  const [columns, rows] = [
    Math.max(...areas.map(({ column }) => column), 0) + 1,
    Math.max(...areas.map(({ row }) => row), 0) + 1,
  ];
  const steps = stepsOf(areas.map(({ cell }) => cell));
  const box = height === null ? `0 0 ${columns * tile} ${rows * tile}` : `0 0 1000 ${height}`;
  return (
    <svg className="map" viewBox={box} role="img" aria-label={label}>
      <defs>
        <pattern
          id="map-hatch"
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line className="map-hatch" x1="0" y1="0" x2="0" y2="8" />
        </pattern>
      </defs>
      {drawn.map((area) => (
        <Area key={area.code} area={area} measure={measure} steps={steps} isTile={height === null} />
      ))}
    </svg>
  );
}

function Area({
  area,
  measure,
  steps,
  isTile,
}: {
  readonly area: MapArea;
  readonly measure: Measure;
  readonly steps: readonly number[];
  readonly isTile: boolean;
}): ReactNode {
  const { t, locale } = usePage();
  const { cell, code, name, column, row, path } = area;
  const { value } = cell;
  const words =
    value === null ? t(`code.cellStatus.${cell.status}`) : figureWords(locale, measure).short(value);
  const caution = cell.isUncertain ? ` (${t("page.observatory.uncertain")})` : "";
  const shade = value === null ? "map-hidden" : `map-shade-${shadeOf(value, steps)}`;
  const [x, y] = [column * tile + gap / 2, row * tile + gap / 2];
  const shape = (className: string, fill?: string): ReactNode =>
    isTile ? (
      <rect className={className} x={x} y={y} width={tile - gap} height={tile - gap} rx="4" fill={fill} />
    ) : (
      <path className={className} d={path ?? ""} fill={fill} />
    );
  return (
    <g>
      <title>{t("page.observatory.map.tip", { name, words: words + caution })}</title>
      {shape(`map-area ${shade}`)}
      {cell.isUncertain ? shape("map-uncertain", "url(#map-hatch)") : null}
      {isTile ? (
        <text
          className={value !== null && shadeOf(value, steps) > 3 ? "map-code map-code-light" : "map-code"}
          x={x + (tile - gap) / 2}
          y={y + (tile - gap) / 2 + 6}
          textAnchor="middle"
        >
          {code}
        </text>
      ) : null}
    </g>
  );
}

/** What the shades, the hatching and the broken edge mean. */
export function MapLegend({ areas, measure }: Pick<MapPictureProps, "areas" | "measure">): ReactNode {
  const { t, locale } = usePage();
  const words = figureWords(locale, measure);
  const steps = stepsOf(areas.map(({ cell }) => cell));
  return (
    <ul className="map-legend">
      {steps.slice(0, -1).map((from, position) => (
        <li key={from}>
          <Sample className={`map-shade-${position + 1}`} />
          {t("page.observatory.map.step", {
            low: words.short(from),
            high: words.short(steps[position + 1] ?? from),
          })}
        </li>
      ))}
      <li>
        <Sample className="map-shade-1" isHatched />
        {t("page.observatory.uncertain")}
      </li>
      <li>
        <Sample className="map-hidden" />
        {t("code.cellStatus.suppressed")}
      </li>
    </ul>
  );
}

function Sample({
  className,
  isHatched = false,
}: {
  readonly className: string;
  readonly isHatched?: boolean;
}): ReactNode {
  return (
    <svg className="map-sample" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect className={`map-area ${className}`} x="1" y="1" width="22" height="22" />
      {isHatched ? <rect x="1" y="1" width="22" height="22" fill="url(#map-hatch)" /> : null}
    </svg>
  );
}
