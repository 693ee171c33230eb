import type { AnyAction, RefusedForm } from "#base";
import type { ReactNode } from "react";
import { PageProvider, usePage } from "../context.ts";

/** What a {@link FoldedForm} is given. */
export interface FoldedFormProps {
  readonly summary: ReactNode;
  /** The action of the form inside. */
  readonly action: AnyAction;
  /** Id of the form inside, where a page has several of that action: it stands open only for its own refusal. */
  readonly form?: string;
  /** Whether the refused form is the one inside, where its id does not tell; any is unless told. */
  readonly isOwn?: (refused: RefusedForm) => boolean;
  readonly children: ReactNode;
}

/** Id of the form that was refused, of those that say theirs. */
export function refusedFormId(refused: RefusedForm): string | undefined {
  return refused.values["_form"]?.at(-1);
}

/** A form folded away under its summary. It stands open where it was refused, so that the reason is seen. */
export function FoldedForm(props: FoldedFormProps): ReactNode {
  const { summary, action, form, children } = props;
  const page = usePage();
  const { isOwn = (refused: RefusedForm) => form === undefined || refusedFormId(refused) === form } = props;
  const refused = page.refused?.action === action.name && isOwn(page.refused) ? page.refused : null;
  return (
    <details className="disclosure" open={refused !== null}>
      <summary>{summary}</summary>
      <PageProvider value={{ ...page, refused }}>{children}</PageProvider>
    </details>
  );
}
