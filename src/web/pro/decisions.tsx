import type { AnyAction } from "#base";
import type { ReactNode } from "react";
import { ActionForm } from "../ui/action-form.tsx";
import { FoldedForm } from "../ui/folded-form.tsx";

/** Words of a list of decisions. */
export interface DecisionWords {
  readonly title: string;
  /** On the button that takes an earlier one again. */
  readonly restore: string;
  /** Label and hint of its reason. */
  readonly reason: string;
  readonly reasonHint: string;
}

/** One decision. */
export interface ToldDecision {
  readonly position: number;
  readonly reason: string;
  /** Who, when and what. */
  readonly told: ReactNode;
}

/** What {@link Decisions} is given. */
export interface DecisionsProps {
  /** Newest first. */
  readonly decisions: readonly ToldDecision[];
  readonly mayDecide: boolean;
  readonly words: DecisionWords;
  /** Takes an earlier decision again. */
  readonly restore: AnyAction;
}

/** Every decision with who, when and why; an earlier one can be taken again. */
export function Decisions({ decisions, mayDecide, words, restore }: DecisionsProps): ReactNode {
  const [newest] = decisions;
  if (newest === undefined) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words.title}</h2>
      <ol className="offers">
        {decisions.map((one) => (
          <li key={one.position} className="offer offer-line">
            {one.told}
            <p>{one.reason}</p>
            {mayDecide && one !== newest ? (
              <TakeAgain position={one.position} words={words} restore={restore} />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function TakeAgain(props: {
  readonly position: number;
  readonly words: DecisionWords;
  readonly restore: AnyAction;
}): ReactNode {
  const { position, words, restore } = props;
  const form = `restore-${position}`;
  return (
    <FoldedForm summary={words.restore} action={restore} form={form}>
      <ActionForm
        action={restore}
        id={form}
        submit={words.restore}
        tone="quiet"
        fields={[
          { name: "position", label: "", control: "hidden", value: String(position) },
          { name: "reason", label: words.reason, hint: words.reasonHint },
        ]}
      />
    </FoldedForm>
  );
}
