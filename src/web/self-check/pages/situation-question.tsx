import { readSituation } from "#pathway/actions";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { gonePage, type GoneReason } from "../gone.tsx";
import { whereOffered } from "../offered.tsx";
import { QuestionForm } from "../question-form.tsx";
import { situationPage } from "./situation.tsx";

/** `/faire-le-point/situation/aidants/2`: one question of a situation; `fin` is the situation with what the answers say. */
export const situationQuestionPage: PageDefinition = {
  path: "/faire-le-point/situation/:module/:step",
  part: "directory",
  open: async (context) =>
    context.params["step"] === "fin"
      ? situationPage.open(context)
      : whereOffered(context, () => openStep(context)),
};

async function openStep(context: PageContext): Promise<PageContent> {
  const { t, call, locale, params } = context;
  const module = params["module"] ?? "";
  const step = /^[1-9][0-9]?$/.test(params["step"] ?? "") ? Number(params["step"]) : 50;
  try {
    const read = await call(readSituation, { module, step, locale });
    if (read.question === null)
      return gonePage(context, { code: "pathway.selfCheckExpired", step: null, status: 409 });
    const before = `/faire-le-point/situation/${module}`;
    return {
      title: t("page.selfCheck.title"),
      main: (
        <QuestionForm read={read} question={read.question} step={step} place={{ under: before, before }} />
      ),
    };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal?.code.startsWith("pathway.question")) throw error;
    return gonePage(context, { code: refusal.code as GoneReason, step: null, status: refusal.status });
  }
}
