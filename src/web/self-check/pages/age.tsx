import { ageBand } from "#pathway";
import { beginSelfCheck, readSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { CrisisDisclosure } from "../crisis-disclosure.tsx";
import { whereOffered } from "../offered.tsx";

/** `/faire-le-point/age`: the age, because under sixteen nothing is asked. */
export const agePage: PageDefinition = {
  path: "/faire-le-point/age",
  part: "directory",
  open: async (context) =>
    whereOffered(context, async () => {
      const { age } = await context.call(readSelfCheck, {});
      return { title: context.t("page.selfCheck.title"), main: <Age age={age} /> };
    }),
};

function Age({ age }: { readonly age: string | null }): ReactNode {
  const { t } = usePage();
  return (
    <div className="step">
      <h1>{t("page.selfCheck.age")}</h1>
      <p>{t("page.selfCheck.age.why")}</p>
      <ActionForm
        action={beginSelfCheck}
        submit={t("page.selfCheck.next")}
        fields={[
          {
            name: "age",
            label: t("page.selfCheck.age.label"),
            control: "radios",
            choices: ageBand.codes.map((code) => ({ value: code, label: t(`code.ageBand.${code}`) })),
            value: age ?? undefined,
          },
        ]}
      />
      <CrisisDisclosure />
    </div>
  );
}
