import {
  describeVariable,
  readDraftVariable,
  readSurveyDraft,
  writtenPairs,
  type ShownDraft,
} from "#observatory/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Spread } from "../intake/spread.tsx";

type Shown = OutputOf<typeof readDraftVariable>;

/** `…/variables/…`: one column: how its values are spread, whether it is kept, what it asks. */
export const surveyVariablePage: PageDefinition = {
  path: "/observatoire/atelier/enquetes/:draftId/variables/:position",
  part: "observatory",
  open: async ({ call, params }) => {
    const draftId = (params["draftId"] ?? "") as ShownDraft["id"];
    const shown = await call(readDraftVariable, { draftId, position: params["position"] ?? "" });
    const { rows } = await call(readSurveyDraft, { draftId });
    return { title: shown.variable.name, main: <Variable shown={shown} rows={rows ?? 0} /> };
  },
};

function Variable({ shown, rows }: { readonly shown: Shown; readonly rows: number }): ReactNode {
  const { t, href } = usePage();
  const path = `/observatoire/atelier/enquetes/${shown.draftId}`;
  const { position, total, column, variable } = shown;
  const next = (to: number, key: string): ReactNode =>
    to >= 0 && to < total ? <a href={href(`${path}/variables/${to}`)}>{t(key)}</a> : null;
  return (
    <div className="workspace">
      <p>
        <a href={href(path)}>{t("pro.intake.allColumns")}</a>
      </p>
      <h1 dir="auto">{variable.name}</h1>
      <nav className="downloads-line" aria-label={t("pro.intake.columns")}>
        {next(position - 1, "pro.intake.before")}
        <span className="quiet">{t("pro.intake.place", { position: position + 1, total })}</span>
        {next(position + 1, "pro.intake.after")}
      </nav>
      <section aria-label={t("pro.intake.spread")}>
        <Spread column={column} rows={rows} />
        <p className="quiet">{t("pro.intake.small")}</p>
        {shown.isNameUsable ? null : <p>{t("issue.columnNameUnusable")}</p>}
      </section>
      <ActionForm
        action={describeVariable}
        params={{ draftId: shown.draftId, position: String(position) }}
        version={shown.version}
        submit={t("pro.intake.keep")}
        fields={fieldsOf(t, shown)}
      />
    </div>
  );
}

function fieldsOf(
  t: Translate,
  { draftId, position, variable, meaning, items, groups, column }: Shown,
): FormField[] {
  const codes = variable.meaning?.codes;
  const labels = Object.fromEntries(
    Object.entries(variable.labels ?? {}).map(([code, { fr }]) => [code, fr]),
  );
  const field = (name: string, value: string | undefined, more: Partial<FormField> = {}): FormField => ({
    name,
    label: t(`pro.intake.variable.${name}`),
    value,
    ...more,
  });
  const hint = (name: string) => ({ hint: t(`pro.intake.variable.${name}.hint`) });
  const own = groups.find(({ breakdown }) => breakdown === meaning)?.codes ?? [];
  return [
    { name: "draftId", label: "", control: "hidden", value: draftId },
    { name: "position", label: "", control: "hidden", value: String(position) },
    field("isKept", variable.isKept ? "true" : undefined, hint("isKept")),
    field("labelFr", variable.label?.fr, { control: "text" }),
    field("labelEn", variable.label?.en, { control: "text", lang: "en" }),
    field("kind", variable.kind, {
      choices: ["integer", "decimal", "text"].map((value) => ({
        value,
        label: t(`pro.intake.variable.kind.${value}`),
      })),
    }),
    field("missing", variable.missing?.join(" ; "), { ...hint("missing"), control: "text" }),
    field("meaning", meaning, {
      ...hint("meaning"),
      control: "select",
      choices: [
        ...groups.map(({ breakdown }) => ({ value: breakdown, label: t(`code.breakdown.${breakdown}`) })),
        ...items.map(({ instrument, shortName, linkId }) => ({
          value: `${instrument}/${linkId}`,
          label: `${shortName} · ${linkId}`,
        })),
      ],
    }),
    field("codes", writtenPairs(codes), {
      hint:
        own.length === 0
          ? t("pro.intake.variable.codes.hint")
          : t("pro.intake.variable.codes.groups", { codes: own.slice(0, 12).join(", ") }),
      control: "textarea",
    }),
    field("labels", writtenPairs(Object.keys(labels).length > 0 ? labels : undefined), {
      hint: t("pro.intake.variable.labels.hint", { code: column.values[0]?.[0].slice(0, 20) ?? "1" }),
      control: "textarea",
    }),
  ];
}
