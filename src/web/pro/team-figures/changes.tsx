import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { BehindLink } from "./behind-link.ts";
import { FigureList } from "./figure-list.tsx";
import { instrumentLabel } from "./figure-words.ts";
import type { ShownFigures } from "./shown-figures.ts";

/** What {@link Changes} is given. */
export interface ChangesProps {
  readonly changes: ShownFigures["changes"];
  readonly behind?: BehindLink | undefined;
}

/** Answers before and after, with the change expected anyway and of whom no change can be told. Never an effect. */
export function Changes({ changes, behind }: ChangesProps): ReactNode {
  const { t, format } = usePage();
  const number = (value: number | null): string | null => (value === null ? null : format.number(value));
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{t("pro.figures.changes")}</h2>
      <p>{t("pro.figures.changes.lead")}</p>
      {changes.length === 0 ? (
        <p>{t("pro.figures.changes.none")}</p>
      ) : (
        <FigureList
          caption={t("pro.figures.changes")}
          columns={[
            t("pro.figures.changes.instrument"),
            t("pro.figures.funnel.unit"),
            t("pro.figures.changes.mean"),
            t("pro.figures.changes.expected"),
            t("pro.figures.changes.dropOut"),
          ]}
          rows={changes.map(({ instrument, n, mean, low, high, expectedFromRegression, dropOut }) => ({
            label: instrumentLabel(instrument),
            href: behind?.("compared", instrument),
            cells: [
              n,
              mean === null || low === null || high === null
                ? null
                : `${format.number(mean)} [${format.number(low)} ; ${format.number(high)}]`,
              mean !== null && expectedFromRegression === null
                ? t("pro.figures.unknown")
                : number(expectedFromRegression),
              {
                value: dropOut === null ? null : `${format.number(dropOut * 100)} %`,
                href: behind?.("not-compared", instrument),
                about: t("pro.figures.notCompared", { instrument: instrumentLabel(instrument) }),
              },
            ],
          }))}
        />
      )}
    </section>
  );
}
