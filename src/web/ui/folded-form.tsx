import type { AnyAction, RefusedForm } from "#base";
import type { ReactNode } from "react";
import { PageProvider, usePage } from "../context.ts";

/** What a {@link FoldedForm} is given. */
export interface FoldedFormProps {
  readonly summary: ReactNode;
  /** The action of the form inside. */
  readonly action: AnyAction;
  /** Whether the refused form is the one inside, where a page has several of that action; any is unless told. */
  readonly isOwn?: (refused: RefusedForm) => boolean;
  readonly children: ReactNode;
}

/** A form folded away under its summary. It stands open where it was refused, so that the reason is seen. */
export function FoldedForm({ summary, action, isOwn = () => true, children }: FoldedFormProps): ReactNode {
  const page = usePage();
  const refused = page.refused?.action === action.name && isOwn(page.refused) ? page.refused : null;
  return (
    <details className="disclosure" open={refused !== null}>
      <summary>{summary}</summary>
      <PageProvider value={{ ...page, refused }}>{children}</PageProvider>
    </details>
  );
}
