import type { ColumnProfile } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** One bar of a spread: what it counts, in words, and how many rows. */
interface Bar {
  readonly label: string;
  readonly rows: number;
  /** Whether it stands for rows without answer, or for values that are not shown. */
  readonly isRest: boolean;
}

/** The bars of a column: steps of its numbers, else its values; then what is not shown, then what is empty. */
function barsOf(
  { values, others, empty, numbers }: ColumnProfile,
  words: { readonly others: string; readonly empty: string; readonly number: (value: number) => string },
): readonly Bar[] {
  const steps = numbers?.steps ?? [];
  const known =
    steps.length > 0
      ? steps.map(({ from, rows }, at) => {
          const next = steps[at + 1];
          const label =
            next === undefined
              ? `≥ ${words.number(from)}`
              : `${words.number(from)} – ${words.number(next.from)}`;
          return { label, rows, isRest: false };
        })
      : values.map(([value, rows]) => ({ label: value, rows, isRest: false }));
  return [
    ...known,
    ...(steps.length === 0 && others.rows > 0
      ? [{ label: words.others, rows: others.rows, isRest: true }]
      : []),
    ...(empty > 0 ? [{ label: words.empty, rows: empty, isRest: true }] : []),
  ];
}

function useBars(column: ColumnProfile): readonly Bar[] {
  const { t, format } = usePage();
  return barsOf(column, {
    others: t("pro.intake.others", { values: column.others.values }),
    empty: t("pro.intake.empty"),
    number: (value) => (Number.isInteger(value) && value < 10_000 ? String(value) : format.number(value)),
  });
}

const [width, height] = [120, 32];

/** How the values of a column are spread, as small as a word. To a screen reader the page of the column speaks. */
export function SmallSpread({ column }: { readonly column: ColumnProfile }): ReactNode {
  const bars = useBars(column).slice(0, 20);
  const most = Math.max(1, ...bars.map(({ rows }) => rows));
  const step = width / Math.max(6, bars.length);
  return (
    <svg className="spread-small" width={width} height={height} aria-hidden="true" focusable="false">
      {bars.map(({ label, rows, isRest }, at) => {
        const tall = Math.max(1, (rows / most) * height);
        return (
          <rect
            key={label}
            className={isRest ? "spread-rest" : "spread-bar"}
            x={at * step}
            y={height - tall}
            width={Math.max(1, step - 2)}
            height={tall}
          />
        );
      })}
    </svg>
  );
}

/** How the values of a column are spread: a table with a bar a line, so that it is read without the picture too. */
export function Spread({
  column,
  rows: all,
}: {
  readonly column: ColumnProfile;
  readonly rows: number;
}): ReactNode {
  const { t, format } = usePage();
  const bars = useBars(column);
  const most = Math.max(1, ...bars.map(({ rows }) => rows));
  return (
    <table className="spread">
      <caption>{t("pro.intake.spread")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("pro.intake.value")}</th>
          <th scope="col">{t("pro.intake.rows")}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, rows, isRest }) => (
          <tr key={label}>
            <th scope="row" dir="auto">
              {label}
            </th>
            <td className="spread-rows">
              {t("pro.intake.rowsShare", {
                rows: format.number(rows),
                share: Math.round((100 * rows) / Math.max(1, all)),
              })}
              <svg width="100%" height="10" aria-hidden="true" focusable="false">
                <rect
                  className={isRest ? "spread-rest" : "spread-bar"}
                  width={`${(100 * rows) / most}%`}
                  height="10"
                />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
