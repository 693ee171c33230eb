import type { ReactNode } from "react";
import type { Query } from "../page.ts";

/** Fields that go with a form unseen; empty ones stay out. */
export function HiddenFields({ fields }: { readonly fields: Query }): ReactNode {
  return Object.entries(fields).map(([name, value]) =>
    value === null || value === undefined || value === "" ? null : (
      <input key={name} type="hidden" name={name} value={String(value)} />
    ),
  );
}
