import type { ReactNode } from "react";
import { departmentTiles, type ReleaseCell } from "#observatory";
import { usePage } from "../../context.ts";
import { figureWords, type Measure } from "../figure-words.ts";
import { shadeOf, stepsOf } from "../map-steps.ts";
import { colours, margin, sheetWidth, Words } from "./sheet.tsx";

const tile = 42;
const [columns, rows] = [
  Math.max(...departmentTiles.map(({ column }) => column)) + 1,
  Math.max(...departmentTiles.map(({ row }) => row)) + 1,
];

/** Height of the map and its legend. */
export const mapTilesHeight = rows * tile + 64;

/** Shades from less to more: the accent in five strengths on white. */
const shades = ["#e2ebec", "#b7cecf", "#87adb0", "#4b8488", "#0f5b60"] as const;

/** What {@link MapTiles} is given. */
export interface MapTilesProps {
  readonly cells: readonly ReleaseCell[];
  readonly measure: Measure;
  readonly top: number;
}

/** A tile a département: darker for more, hatched where imprecise, a broken edge where it is not shown. */
export function MapTiles({ cells, measure, top }: MapTilesProps): ReactNode {
  const steps = stepsOf(cells);
  const left = (sheetWidth - columns * tile) / 2;
  return (
    <g>
      <defs>
        <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="8" stroke={colours.ink} strokeWidth="2" strokeOpacity="0.55" />
        </pattern>
      </defs>
      {departmentTiles.map(({ code, column, row }) => {
        const cell = cells.find((one) => one.category === code);
        const shade = cell?.value == null ? 0 : shadeOf(cell.value, steps);
        const [x, y] = [left + column * tile, top + row * tile];
        return (
          <g key={code}>
            <Tile x={x} y={y} shade={shade} isHatched={cell?.isUncertain === true} />
            <text
              x={x + tile / 2}
              y={y + tile / 2 + 5}
              fontSize="14"
              fontWeight="700"
              textAnchor="middle"
              fill={shade > 3 ? colours.paper : colours.ink}
            >
              {code}
            </text>
          </g>
        );
      })}
      <Legend steps={steps} measure={measure} y={top + rows * tile + 24} />
    </g>
  );
}

function Tile({
  x,
  y,
  shade,
  isHatched,
}: {
  readonly x: number;
  readonly y: number;
  /** From 1; 0 where it is not shown. */
  readonly shade: number;
  readonly isHatched: boolean;
}): ReactNode {
  const shape = { x: x + 2, y: y + 2, width: tile - 4, height: tile - 4, rx: 4 };
  const isHidden = shade === 0;
  return (
    <g>
      <rect
        {...shape}
        fill={isHidden ? colours.paper : shades[shade - 1]}
        stroke={isHidden ? colours.field : "none"}
        strokeDasharray={isHidden ? "3 3" : undefined}
      />
      {isHatched ? <rect {...shape} fill="url(#hatch)" /> : null}
    </g>
  );
}

function Legend({
  steps,
  measure,
  y,
}: {
  readonly steps: readonly number[];
  readonly measure: Measure;
  readonly y: number;
}): ReactNode {
  const { t, locale } = usePage();
  const words = figureWords(locale, measure);
  return steps.slice(0, -1).map((low, position) => (
    <g key={low}>
      <LegendMark position={position} y={y} />
      <Words at={margin + position * 178 + 30} y={y + 15} size={14}>
        {t("page.observatory.map.step", {
          low: words.exact(low),
          high: words.exact(steps[position + 1] ?? low),
        })}
      </Words>
    </g>
  ));
}

function LegendMark({ position, y }: { readonly position: number; readonly y: number }): ReactNode {
  const { locale } = usePage();
  const at = margin + position * 178;
  const x = locale === "ar" ? sheetWidth - at - 22 : at;
  return <rect x={x} y={y} width="22" height="22" rx="3" fill={shades[position]} />;
}
