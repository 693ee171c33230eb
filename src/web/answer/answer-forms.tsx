import { moveOf, nextStep, outcome, refusalReason, type MoveName, type MoveNeed } from "#pathway";
import { answerReferral } from "#pathway/actions";
import type { ReactNode } from "react";
import { PageProvider, usePage } from "../context.ts";
import type { Translate } from "../speaker.ts";
import { ActionForm } from "../ui/action-form.tsx";
import type { FormField } from "../ui/form-field.ts";
import type { AnswerView } from "./view.ts";

/** How many choices stand first; the others are one tap further. */
const atFirst = 3;

/** The answers there are now: those that need nothing are one press, the others unfold what they need. */
export function AnswerForms({ view }: { readonly view: AnswerView }): ReactNode {
  const { t } = usePage();
  const moves = inOrder(view.moves);
  if (moves.length === 0) return null;
  // A fold for a single one would be a tap for nothing.
  const shown = moves.length === atFirst + 1 ? moves.length : atFirst;
  const [first, rest] = [moves.slice(0, shown), moves.slice(shown)];
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{t("page.answer.yours")}</h2>
      <div className="answer-acts">
        {first.map((move, position) => (
          <Choice key={move} move={move} version={view.version} isMain={position === 0} />
        ))}
        {rest.length > 0 ? (
          <details className="disclosure">
            <summary>{t("page.answer.other")}</summary>
            {rest.map((move) => (
              <Choice key={move} move={move} version={view.version} isMain={false} />
            ))}
          </details>
        ) : null}
      </div>
    </section>
  );
}

/** Most usual first: what leads on, then the question, then the no. */
const order: readonly MoveName[] = [
  "complete",
  "start",
  "set-meeting",
  "contact",
  "confirm-waitlist",
  "accept",
  "ask-information",
  "refuse",
  "answer-later",
  "not-possible",
  "waitlist",
  "pause",
];

function inOrder(moves: readonly MoveName[]): readonly MoveName[] {
  return order.filter((move) => moves.includes(move));
}

interface ChoiceProps {
  readonly move: MoveName;
  readonly version: number;
  readonly isMain: boolean;
}

function Choice({ move, version, isMain }: ChoiceProps): ReactNode {
  const page = usePage();
  const { t, refused } = page;
  const isOwn = refused?.action === answerReferral.name && refused.values["move"]?.at(-1) === move;
  const hasFaults = isOwn && refused.issues.length > 0;
  const { needs = [], mayExpect = false } = moveOf(move);
  // Saying that somebody still waits stays one press.
  const isFolded = needs.length > 0 || (mayExpect && move !== "confirm-waitlist");
  const form = (
    <PageProvider value={{ ...page, refused: hasFaults ? refused : null }}>
      <ActionForm
        action={answerReferral}
        id={`answer-${move}`}
        version={version}
        tone={isMain || isFolded ? "main" : "quiet"}
        submit={t(isFolded ? "page.answer.send" : `page.answer.move.${move}`)}
        fields={[
          { name: "move", label: "", control: "hidden", value: move },
          ...needs.map((need) => needed(t, need)),
          ...(isFolded && mayExpect ? [expectedField(t)] : []),
          ...noteOf(t, needs),
        ]}
      />
    </PageProvider>
  );
  if (!isFolded) return form;
  return (
    <details className="disclosure" open={hasFaults}>
      <summary>{t(`page.answer.move.${move}`)}</summary>
      {form}
    </details>
  );
}

/** About when a place is expected, for who can say. */
const expectedField = (t: Translate): FormField => ({
  name: "expectedOn",
  label: t("page.answer.placeOn"),
  hint: t("page.answer.placeOn.hint"),
  control: "date",
});

function needed(t: Translate, need: MoveNeed): FormField {
  if (need === "note")
    return {
      name: need,
      isNeeded: true,
      label: t("page.answer.question"),
      hint: t("page.answer.note.hint"),
      control: "textarea",
    };
  if (need === "meetingOn")
    return { name: need, isNeeded: true, label: t("page.answer.meetingOn"), control: "date" };
  if (need === "expectedOn")
    return {
      name: need,
      isNeeded: true,
      label: t("page.answer.answerOn"),
      hint: t("page.answer.answerOn.hint"),
      control: "date",
    };
  const list = { reason: refusalReason, nextStep, outcome }[need];
  return {
    name: need,
    isNeeded: true,
    label: t(`page.answer.${need}`),
    control: need === "reason" ? "select" : "radios",
    choices: list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) })),
  };
}

/** A few words beside a reason or an outcome, for who wants to say more. */
function noteOf(t: Translate, needs: readonly MoveNeed[]): readonly FormField[] {
  if (needs.length === 0 || needs.includes("note")) return [];
  return [
    { name: "note", label: t("page.answer.note"), hint: t("page.answer.note.hint"), control: "textarea" },
  ];
}
