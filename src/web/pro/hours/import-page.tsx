import type { OutputOf } from "#base";
import { readHoursImport } from "#pathway/actions";
import { hoursFault } from "#pathway";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";

type Import = OutputOf<typeof readHoursImport>;

/** `/pro/heures/imports/:importId`: what became of a service's table, row by row where something is to correct. */
export const hoursImportPage: PageDefinition = {
  path: "/pro/heures/imports/:importId",
  part: "health",
  open: async ({ t, call, params }) => {
    const read = await call(readHoursImport, { importId: params["importId"] ?? "" });
    return { title: t("pro.hours.import.title"), main: <ImportView read={read} /> };
  },
};

function ImportView({ read }: { readonly read: Import }): ReactNode {
  const { t, href, format } = usePage();
  const { added, changed, unchanged, rows } = read;
  return (
    <div className="column">
      <p className="trail not-printed">
        <a href={href("/pro/heures")}>{t("pro.hours.title")}</a>
      </p>
      <h1>{t("pro.hours.import.title")}</h1>
      <p className="lead">
        {read.providerName} · {momentInWords(format, read.at)}
      </p>
      {read.isTrial ? <Notice>{t("pro.hours.import.trialDone")}</Notice> : null}
      <p role="status">{t("pro.hours.import.result", { added, changed, unchanged, rows })}</p>
      {read.faults.length === 0 ? (
        <Notice tone="success">{t("pro.hours.import.sound")}</Notice>
      ) : (
        <Faults faults={read.faults} />
      )}
    </div>
  );
}

function Faults({ faults }: Pick<Import, "faults">): ReactNode {
  const { t } = usePage();
  const caption = t("pro.hours.import.faults", { count: faults.length });
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard */}
      <div className="figures-frame" role="group" aria-label={caption} tabIndex={0}>
        <table className="figures">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {(["row", "column", "fault"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`pro.hours.import.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {faults.map(({ row, column, code }) => (
              <tr key={`${row} ${column} ${code}`}>
                <th scope="row">{row === 0 ? t("pro.hours.import.wholeFile") : row}</th>
                <td>
                  <code>{column}</code>
                </td>
                <td>{t(`code.${hoursFault.name}.${code}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{t("pro.hours.import.next")}</p>
    </>
  );
}
