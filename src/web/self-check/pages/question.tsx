import type { OutputOf } from "#base";
import { readSelfCheck } from "#pathway/actions";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { gonePage, type GoneReason } from "../gone.tsx";
import { whereOffered } from "../offered.tsx";
import { QuestionForm } from "../question-form.tsx";

/** `/faire-le-point/3`: one question, with what was said to it before. */
export const questionPage: PageDefinition = {
  path: "/faire-le-point/:step",
  part: "directory",
  open: async (context) => whereOffered(context, () => openStep(context)),
};

async function openStep(context: PageContext): Promise<PageContent> {
  const { t, call, locale, params } = context;
  const step = /^[1-9][0-9]?$/.test(params["step"] ?? "") ? Number(params["step"]) : 50;
  try {
    const read = await call(readSelfCheck, { step, locale });
    if (read.state !== "open" || !read.question) return gonePage(context, goneBy(read));
    const title = t("page.selfCheck.title");
    return { title, main: <QuestionForm read={read} question={read.question} step={step} /> };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal || !refusal.code.startsWith("pathway.question")) throw error;
    const nextStep = refusal.params["step"];
    return gonePage(context, {
      code: refusal.code as GoneReason,
      step: typeof nextStep === "number" ? nextStep : null,
      status: refusal.status,
    });
  }
}

function goneBy({ state }: OutputOf<typeof readSelfCheck>): Parameters<typeof gonePage>[1] {
  const isUnreadable = state === "unreadable";
  return {
    code: isUnreadable ? "pathway.selfCheckUnreadable" : "pathway.selfCheckExpired",
    step: null,
    status: isUnreadable ? 400 : 409,
  };
}
