import { checkSurveyDraft, describeDesign, readSurveyDraft, type ShownDraft } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FaultList, type Faults } from "../intake/faults.tsx";
import { Stage } from "../intake/stage.tsx";

const designFaults = new Set([
  "designMissing",
  "identifierRepeated",
  "weightNotPositive",
  "weightsApart",
  "psuInTwoStrata",
  "fpcNotConstant",
  "fpcTooSmall",
  "tooManyStrata",
  "lonelyStrata",
  "notANumber",
]);

/** `…/plan`: the columns that tell how people were drawn; what cannot be is shown as soon as it is kept. */
export const surveyDesignPage: PageDefinition = {
  path: "/observatoire/atelier/enquetes/:draftId/plan",
  part: "observatory",
  open: async ({ t, call, params }) => {
    const draftId = (params["draftId"] ?? "") as ShownDraft["id"];
    const shown = await call(readSurveyDraft, { draftId });
    const faults = shown.draft === null ? [] : (await call(checkSurveyDraft, { draftId })).issues;
    return {
      title: t("pro.intake.plan"),
      main: <Design shown={shown} faults={faults.filter(({ fault }) => designFaults.has(fault))} />,
    };
  },
};

const parts = ["weight", "stratum", "psu", "fpc", "ssu", "fpc2", "identifier"] as const;

function Design({ shown, faults }: { readonly shown: ShownDraft; readonly faults: Faults }): ReactNode {
  const { t, href } = usePage();
  const path = `/observatoire/atelier/enquetes/${shown.id}`;
  const columns = (shown.draft?.variables ?? []).map(({ name }) => ({ value: name, label: name }));
  const named: Readonly<Record<string, string | undefined>> = {
    ...shown.draft?.design,
    isNested: undefined,
    identifier: shown.draft?.identifier,
  };
  return (
    <div className="workspace">
      <p>
        <a href={href(path)} dir="auto">
          {shown.survey ?? shown.fileName}
        </a>
      </p>
      <h1>{t("pro.intake.plan")}</h1>
      <p className="lead">{t("pro.intake.plan.lead")}</p>
      <Stage state={shown.reading} path={path}>
        <section aria-labelledby="check">
          <h2 id="check">{t("pro.intake.plan.check")}</h2>
          <FaultList faults={faults} />
        </section>
        <ActionForm
          action={describeDesign}
          params={{ draftId: shown.id }}
          version={shown.version}
          submit={t("pro.intake.plan.keep")}
          fields={[
            { name: "draftId", label: "", control: "hidden", value: shown.id },
            ...parts.map((part) => ({
              name: part,
              label: t(`pro.intake.design.${part}`),
              hint: t(`pro.intake.design.${part}.hint`),
              control: "select" as const,
              choices: columns,
              value: named[part],
            })),
            {
              name: "isNested",
              label: t("pro.intake.design.isNested"),
              value: shown.draft?.design.isNested === true ? "true" : undefined,
            },
          ]}
        />
      </Stage>
    </div>
  );
}
