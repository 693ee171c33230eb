import { identityCheck, isWholeDay, type Person } from "#pathway";
import { updateFile } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { birthDateInWords } from "../born.ts";
import type { FormField } from "../../ui/form-field.ts";
import { dayInWords } from "../day.ts";
import { personFormFields } from "../person-fields.ts";

/** What {@link File} is given. */
export interface FileProps {
  readonly file: Person;
  readonly town: string | null;
  readonly mayChange: boolean;
}

/** The birth date as far as it is known, and whether it was said that they are of age where it leaves that open. */
function bornAsKnown(
  page: Pick<PageContext, "t" | "format">,
  { birthDate, isSaidOfAge }: Person,
): string | null {
  if (birthDate === null) return null;
  const born = birthDateInWords(page, birthDate);
  return isSaidOfAge && !isWholeDay(birthDate) ? `${born} · ${page.t("pro.person.isSaidOfAge")}` : born;
}

/** How whoever changes how the person is reached knows that it is them who ask. */
function identityField(t: ReturnType<typeof usePage>["t"]): FormField {
  return {
    name: "identityCheck",
    label: t("pro.person.identityCheck"),
    hint: t("pro.person.identityCheck.hint"),
    control: "radios",
    choices: identityCheck.codes.map((value) => ({ value, label: t(`code.${identityCheck.name}.${value}`) })),
  };
}

/** The rest of what is known, and the form that changes any of it. */
export function File({ file, town, mayChange }: FileProps): ReactNode {
  const { t, href, format, refused, query } = usePage();
  const lines: readonly (readonly [string, ReactNode])[] = [
    ["birthDate", bornAsKnown({ t, format }, file)],
    ["townCode", town && `${town} (${file.townCode})`],
    ["openedAt", dayInWords(format, file.openedAt)],
    ["changedAt", dayInWords(format, file.changedAt)],
  ];
  return (
    <>
      <section aria-labelledby="facts">
        <h2 id="facts">{t("pro.person.facts")}</h2>
        <dl className="facts facts-wide">
          {lines.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{t(`pro.person.${name}`)}</dt>
              <dd dir="auto">{value ?? t("pro.person.unknown")}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
      {mayChange ? (
        <details className="disclosure" open={refused?.action === updateFile.name || query.has("changer")}>
          <summary>{t("pro.person.change")}</summary>
          <ActionForm
            action={updateFile}
            submit={t("pro.person.save")}
            version={file.version}
            params={{ personId: file.id }}
            fields={[...personFormFields(t, file), identityField(t)]}
          />
        </details>
      ) : null}
      {mayChange ? (
        <p className="not-printed">
          <a href={href(`/pro/personnes/${file.id}/reunir`)}>{t("pro.merge.begin")}</a>
        </p>
      ) : null}
    </>
  );
}
