import { listOrganisations } from "#access/actions";
import { controllersOf } from "#base";
import { openFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { Choice, FormField } from "../../ui/form-field.ts";
import { personFormFields } from "../person-fields.ts";

/** `/pro/personnes/nouvelle`: opens a person's file. */
export const newPersonPage: PageDefinition = {
  path: "/pro/personnes/nouvelle",
  part: "persons",
  open: async ({ t, call, actor }) => {
    const own = controllersOf(actor);
    const organisations = own.length > 1 ? (await call(listOrganisations, {})).organisations : [];
    const choices = organisations
      .filter(({ id }) => own.includes(id))
      .map(({ id, name }) => ({ value: id, label: name }));
    return { title: t("pro.newPerson.title"), main: <NewPerson organisations={choices} /> };
  },
};

function NewPerson({ organisations }: { readonly organisations: readonly Choice[] }): ReactNode {
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
      <ActionForm
        action={openFile}
        submit={t("pro.newPerson.submit")}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          ...(organisations.length > 0 ? [organisation] : []),
          ...personFormFields(t, null),
        ]}
      />
    </div>
  );
}
