import {
  moveOf,
  needsOf,
  nextStep,
  outcome,
  refusalReason,
  type MoveName,
  type MoveNeed,
  type Referral,
} from "#pathway";
import type { moveReferral } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Refusable } from "../refused.tsx";

/** What {@link MoveForms} is given. */
export interface MoveFormsProps {
  readonly action: typeof moveReferral;
  readonly params: Readonly<Record<string, string>>;
  readonly referral: Pick<Referral, "moves" | "version">;
}

/** Moves that are rare or take something back: they stand behind the others. */
const lesser: ReadonlySet<MoveName> = new Set(["pause", "recall", "mark-error"]);

/** The moves that may be made now, each in a fold with the fields that it needs and no others but a note. */
export function MoveForms({ action, params, referral }: MoveFormsProps): ReactNode {
  const { t, refused } = usePage();
  const [main, rest] = [
    referral.moves.filter((move) => !lesser.has(move)),
    referral.moves.filter((move) => lesser.has(move)),
  ];
  const fold = (move: MoveName): ReactNode => (
    <MoveFold key={move} move={move} action={action} params={params} version={referral.version} />
  );
  const movedBy = refused?.action === action.name ? refused.values["move"]?.at(-1) : undefined;
  return (
    <div className="moves">
      {main.map(fold)}
      {rest.length > 0 ? (
        <details className="disclosure" open={rest.some((move) => move === movedBy)}>
          <summary>{t("pro.referral.otherActs")}</summary>
          <div className="moves">{rest.map(fold)}</div>
        </details>
      ) : null}
    </div>
  );
}

interface MoveFoldProps {
  readonly move: MoveName;
  readonly action: MoveFormsProps["action"];
  readonly params: MoveFormsProps["params"];
  readonly version: number;
}

function MoveFold({ move, action, params, version }: MoveFoldProps): ReactNode {
  const { t, refused } = usePage();
  const isOwn = refused?.action === action.name && refused.values["move"]?.at(-1) === move;
  const needs = needsOf(move, "worker");
  const isOnWord = moveOf(move).isOnReceiversWord === true;
  return (
    <details className="disclosure move" open={isOwn}>
      <summary>{t(`pro.referral.move.${move}`)}</summary>
      <Refusable isOwn={() => isOwn}>
        <ActionForm
          action={action}
          id={`move-${move}`}
          submit={t("pro.referral.move.submit")}
          params={params}
          version={version}
          tone={lesser.has(move) ? "quiet" : "main"}
          fields={[
            { name: "move", label: "", control: "hidden", value: move },
            ...needs.filter((need) => need !== "note").map((need) => neededField(t, need)),
            ...(moveOf(move).mayExpect === true
              ? [{ name: "expectedOn", label: t("pro.referral.placeOn"), control: "date" as const }]
              : []),
            {
              name: "note",
              label: t(noteLabel(needs.includes("note"), isOnWord)),
              hint: t(isOnWord ? "pro.referral.note.word.hint" : "pro.referral.note.hint"),
              isNeeded: needs.includes("note"),
              control: "textarea",
            },
          ]}
        />
      </Refusable>
    </details>
  );
}

function noteLabel(isNeeded: boolean, isOnWord: boolean): string {
  if (isOnWord) return "pro.referral.note.word";
  return isNeeded ? "pro.referral.note.needed" : "pro.referral.note";
}

function neededField(t: Translate, need: Exclude<MoveNeed, "note"> | MoveNeed): FormField {
  if (need === "meetingOn")
    return { name: need, isNeeded: true, label: t("pro.referral.meetingOn"), control: "date" };
  if (need === "expectedOn")
    return { name: need, isNeeded: true, label: t("pro.referral.answerOn"), control: "date" };
  const list = { reason: refusalReason, nextStep, outcome, note: outcome }[need];
  return {
    name: need,
    isNeeded: true,
    label: t(`pro.referral.${need === "nextStep" ? "nextStepAsked" : need}`),
    control: need === "reason" ? "select" : "radios",
    choices: list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) })),
  };
}
