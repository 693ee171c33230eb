import type { OutputOf } from "#base";
import { categoryOfAction, interventionType, offerKind } from "#directory";
import { tableField } from "#exchange";
import { bringTable, importTable, mapTable, readTable } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";

type Table = OutputOf<typeof readTable>;

const path = "/pro/imports/tableau";

/** `/pro/imports/tableau`: brings a table, as a file or as pasted rows. */
export const bringTablePage: PageDefinition = {
  path,
  part: "directory",
  open: ({ t }) => ({ title: t("pro.table.title"), main: <BringView /> }),
};

function BringView(): ReactNode {
  const { t, href, newKey } = usePage();
  return (
    <div
      className="column"
      data-island="table-file"
      data-path={href(path)}
      data-file={t("pro.table.file")}
      data-sending={t("pro.table.sending")}
      data-too-large={t("pro.table.tooLarge")}
    >
      <p>
        <a href={href("/pro/imports")}>{t("pro.imports.title")}</a>
      </p>
      <h1>{t("pro.table.title")}</h1>
      <p className="lead">{t("pro.table.lead")}</p>
      <ActionForm
        action={bringTable}
        submit={t("pro.table.submit")}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          {
            name: "name",
            label: t("pro.table.name"),
            hint: t("pro.table.name.hint"),
            spellcheck: false,
            autocomplete: "off",
          },
          { name: "title", label: t("pro.table.heading") },
          { name: "licence", label: t("pro.table.licence"), hint: t("pro.table.licence.hint") },
          { name: "text", label: t("pro.table.text"), control: "textarea", spellcheck: false },
        ]}
      />
    </div>
  );
}

/** `/pro/imports/tableau/:id`: which column is what, and what an import would make of it. */
export const tablePage: PageDefinition = {
  path: `${path}/:id`,
  part: "directory",
  open: async ({ t, call, params }) => {
    const table = await call(readTable, { id: params["id"] ?? "" });
    return { title: t("pro.table.map.title"), main: <TableView table={table} /> };
  },
};

function TableView({ table }: { readonly table: Table }): ReactNode {
  const { t, href } = usePage();
  const { mapping } = table;
  const columns = [
    { value: "", label: t("pro.table.none") },
    ...table.columns.map(({ head, samples }) => {
      const [sample] = samples;
      return {
        value: head,
        label: sample === undefined ? head : t("pro.table.choice", { head, sample: sample.slice(0, 40) }),
      };
    }),
  ];
  return (
    <div className="column">
      <p>
        <a href={href(path)}>{t("pro.table.title")}</a>
      </p>
      <h1>{t("pro.table.map.title")}</h1>
      <p className="lead">{t("pro.table.map.lead", { fileName: table.fileName, rows: table.rows })}</p>
      <Refused actions={[importTable]} />
      <p role="status">{t(`pro.table.origin.${table.origin}`)}</p>
      <ActionForm
        action={mapTable}
        params={{ id: table.id }}
        submit={t("pro.table.map.submit")}
        tone="quiet"
        fields={[
          ...tableField.codes.map((field) => ({
            name: `columns.${field}`,
            label: t(`code.tableField.${field}`),
            control: "select" as const,
            choices: columns,
            value: mapping.columns[field] ?? "",
          })),
          {
            name: "kind",
            label: t("pro.table.kind"),
            control: "select",
            isNeeded: true,
            choices: offerKind.codes.map((value) => ({ value, label: t(`code.offerKind.${value}`) })),
            value: mapping.kind,
          },
          {
            name: "category",
            label: t("pro.table.category"),
            control: "select",
            isNeeded: true,
            choices: categoryOfAction.codes.map((value) => ({ value, label: t(`page.way.${value}`) })),
            value: mapping.category,
          },
          {
            name: "intervention",
            label: t("pro.table.intervention"),
            control: "select",
            isNeeded: true,
            choices: interventionType.codes.map((value) => {
              return { value, label: t(`code.interventionType.${value}`) };
            }),
            value: mapping.intervention,
          },
        ]}
      />
      <Preview table={table} />
    </div>
  );
}

function Preview({ table }: { readonly table: Table }): ReactNode {
  const { t } = usePage();
  const { preview } = table;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t("pro.table.preview")}</h2>
      {table.isReadable ? (
        <>
          <p role="status">
            {t("pro.table.preview.count", {
              rows: preview.rows,
              taken: preview.taken,
              refused: preview.refused,
            })}
          </p>
          <h3>{t("pro.table.preview.offers")}</h3>
          <ul>
            {preview.offers.map(({ name, city, street, phone, hours, publics }, at) => (
              <li key={`${at} ${name}`}>
                <Original>
                  {[name, street, city, phone, hours].filter((one) => one !== null).join(" · ")}
                </Original>
                {publics.length === 0
                  ? null
                  : ` · ${publics.map((code) => t(`code.publicServed.${code}`)).join(" · ")}`}
              </li>
            ))}
          </ul>
          {preview.faults.length > 0 ? (
            <>
              <h3>{t("pro.table.preview.faults")}</h3>
              <ul>
                {preview.faults.map(({ code, count, message }) => (
                  <li key={code}>
                    <Original>{t("pro.table.fault", { count, message })}</Original>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
          <ActButton
            action={importTable}
            params={{ id: table.id }}
            values={{}}
            label={t("pro.table.import", { rows: table.rows })}
            tone="main"
          />
        </>
      ) : (
        <p>{t("pro.table.preview.none")}</p>
      )}
    </section>
  );
}
