import { bandsAsked } from "#pathway";
import { beginSelfCheck, readSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { CrisisDisclosure } from "../crisis-disclosure.tsx";
import { inWords, ReadingChoice } from "../easy.tsx";
import { whereOffered } from "../offered.tsx";

/** `/faire-le-point/age`: the age, because under sixteen nothing is asked. */
export const agePage: PageDefinition = {
  path: "/faire-le-point/age",
  part: "directory",
  open: async (context) =>
    whereOffered(context, async () => {
      const { age, isEasy, minimumAge } = await context.call(readSelfCheck, {});
      return {
        title: context.t("page.selfCheck.title"),
        main: <Age age={age} isEasy={isEasy} minimumAge={minimumAge} />,
      };
    }),
};

function Age({
  age,
  isEasy,
  minimumAge,
}: {
  readonly age: string | null;
  readonly isEasy: boolean;
  readonly minimumAge: number;
}): ReactNode {
  const { t: usual } = usePage();
  const t = inWords(usual, isEasy);
  return (
    <div className="step">
      <h1>{t("page.selfCheck.age")}</h1>
      <p>{t("page.selfCheck.age.why", { age: minimumAge })}</p>
      <ActionForm
        action={beginSelfCheck}
        submit={t("page.selfCheck.next")}
        fields={[
          {
            name: "age",
            label: t("page.selfCheck.age.label"),
            control: "radios",
            choices: bandsAsked(minimumAge).map((code) => ({
              value: code,
              label: t(`code.ageBand.${code}`),
            })),
            value: age ?? undefined,
          },
        ]}
      />
      <ReadingChoice isEasy={isEasy} next="age" />
      <CrisisDisclosure />
    </div>
  );
}
