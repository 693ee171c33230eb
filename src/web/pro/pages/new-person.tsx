import { listOrganisations } from "#access/actions";
import { controllersOf, localeSchema } from "#base";
import type { Person } from "#pathway";
import { openFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { Choice, FormField } from "../../ui/form-field.ts";
import { personFormFields } from "../person-fields.ts";

/** `/pro/personnes/nouvelle`: opens a person's file; `?commune=` and `?langue=` fill what is known already. */
export const newPersonPage: PageDefinition = {
  path: "/pro/personnes/nouvelle",
  part: "persons",
  open: async (context) => {
    const { t, call, actor, query } = context;
    const own = controllersOf(actor);
    const organisations = own.length > 1 ? (await call(listOrganisations, {})).organisations : [];
    const choices = organisations
      .filter(({ id }) => own.includes(id))
      .map(({ id, name }) => ({ value: id, label: name }));
    return {
      title: t("pro.newPerson.title"),
      main: <NewPerson organisations={choices} known={prefillOf(query)} />,
    };
  },
};

/**
 * What is known before anything is typed, as the address says it: nothing in an address may name anybody.
 */
function prefillOf(query: URLSearchParams): Partial<Person> {
  const locale = localeSchema.safeParse(query.get("langue"));
  const town = query.get("commune") ?? "";
  return {
    ...(locale.success ? { preferredLocale: locale.data } : {}),
    ...(/^[0-9][0-9AB][0-9]{3}$/.test(town) ? { townCode: town } : {}),
  };
}

interface NewPersonProps {
  readonly organisations: readonly Choice[];
  readonly known: Partial<Person>;
}

function NewPerson({ organisations, known }: NewPersonProps): ReactNode {
  const { t, newKey } = usePage();
  const organisation: FormField = {
    name: "controllerId",
    label: t("pro.newPerson.organisation"),
    control: "select",
    choices: organisations,
  };
  return (
    <div className="column">
      <h1>{t("pro.newPerson.title")}</h1>
      <p>{t("pro.newPerson.intro")}</p>
      <FourQuestions />
      <ActionForm
        action={openFile}
        submit={t("pro.newPerson.submit")}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          ...(organisations.length > 0 ? [organisation] : []),
          ...personFormFields(t, known),
        ]}
      />
    </div>
  );
}

/** The four facts as four separate questions: a yes to one is no yes to another. */
function FourQuestions(): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure">
      <summary>{t("pro.newPerson.four")}</summary>
      <ol>
        {["held", "contact", "shared", "statistics"].map((fact) => (
          <li key={fact}>{t(`pro.newPerson.four.${fact}`)}</li>
        ))}
      </ol>
    </details>
  );
}
