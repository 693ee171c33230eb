import type { AnyAction, RefusedForm } from "#base";
import type { ReactNode } from "react";
import { PageProvider, usePage } from "../context.ts";
import { refusedFormId } from "../ui/folded-form.tsx";
import { Notice } from "../ui/notice.tsx";

/** What a {@link Refused} is given. */
export interface RefusedProps {
  readonly actions: readonly AnyAction[];
  /** Ids of forms of the page that say themselves why they were refused. */
  readonly except?: readonly string[];
}

/** Why an act of one press was refused, in words; nothing when it was not, or when its form says so at its field. */
export function Refused({ actions, except = [] }: RefusedProps): ReactNode {
  const { t, refused } = usePage();
  if (!refused || !actions.some(({ name }) => name === refused.action)) return null;
  if (except.includes(refusedFormId(refused) ?? "")) return null;
  return (
    <div role="alert">
      <Notice tone="danger">{t(`error.${refused.code}`, refused.params)}</Notice>
    </div>
  );
}

/** What a {@link Refusable} is given. */
export interface RefusableProps {
  /** Whether the refused form is the one inside. */
  readonly isOwn: (refused: RefusedForm) => boolean;
  readonly children: ReactNode;
}

/** Shows a refusal only to the form that it belongs to, where a page has several forms of one action. */
export function Refusable({ isOwn, children }: RefusableProps): ReactNode {
  const page = usePage();
  const refused = page.refused && isOwn(page.refused) ? page.refused : null;
  return <PageProvider value={{ ...page, refused }}>{children}</PageProvider>;
}
