import { localDateAt, type PersonId } from "#base";
import { documentKind, keptFileBytes } from "#pathway";
import { bringDocument, documentPage } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ErrorSummary, issueSentence } from "../../ui/error-summary.tsx";
import { Field } from "../../ui/field.tsx";
import type { FormField } from "../../ui/form-field.ts";

const id = "bring-document";

/** The form that brings a document, from a telephone or a desk; it works without a script. */
export function BringDocument({ personId }: { readonly personId: PersonId }): ReactNode {
  const { t, href, newKey, refused, now } = usePage();
  const own = refused?.action === bringDocument.name ? refused : null;
  const fields: readonly FormField[] = [
    {
      name: "kind",
      label: t("pro.documents.kind"),
      control: "select",
      choices: documentKind.codes.map((code) => ({
        value: code,
        label: t(`code.${documentKind.name}.${code}`),
      })),
    },
    {
      name: "day",
      label: t("pro.documents.day"),
      hint: t("pro.documents.day.hint"),
      value: localDateAt(now, timeZone),
    },
    { name: "label", label: t("pro.documents.label"), hint: t("pro.documents.label.hint") },
  ];
  return (
    <form
      method="post"
      action={href(documentPage.replace(":personId", personId))}
      encType="multipart/form-data"
      className="form"
      id={id}
    >
      {own === null ? null : (
        <ErrorSummary
          title={t(`error.${own.code}`, own.params)}
          lines={[
            ...fields.flatMap(({ name, label }) =>
              own.issues
                .filter(({ path }) => path === name)
                .map(({ code }) => ({
                  text: t("page.form.fault", { field: label, fault: issueSentence(t, code) }),
                  target: `${id}-${name}`,
                })),
            ),
            { text: t("pro.documents.again"), target: `${id}-file` },
          ]}
        />
      )}
      <input type="hidden" name="_key" value={newKey()} />
      {fields.map((field) => (
        <Field
          key={field.name}
          action={bringDocument}
          field={field}
          idPrefix={id}
          typed={own?.values[field.name]}
          isRefused={own !== null}
          errors={own?.issues.filter(({ path }) => path === field.name).map(({ code }) => code) ?? []}
        />
      ))}
      <div className={own === null ? "field" : "field field-wrong"}>
        <label htmlFor={`${id}-file`}>{t("pro.documents.file")}</label>
        <p className="hint" id={`${id}-file-hint`}>
          {t("pro.documents.file.hint", { megabytes: keptFileBytes / 1_000_000 })}
        </p>
        <input
          type="file"
          id={`${id}-file`}
          name="file"
          className="control"
          accept="image/jpeg,image/png,image/webp,application/pdf"
          required
          aria-describedby={`${id}-file-hint`}
          aria-invalid={own === null ? undefined : true}
        />
      </div>
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("pro.documents.submit")}
        </button>
      </p>
    </form>
  );
}
