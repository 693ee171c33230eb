import type { AnyAction } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** What an {@link ActButton} is given. */
export interface ActButtonProps {
  /** An action with a form door that needs nothing typed. */
  readonly action: AnyAction;
  /** Values of `:name` in the form's path. */
  readonly params: Readonly<Record<string, string>>;
  /** What is sent beside them; null stays out. */
  readonly values: Readonly<Record<string, string | null>>;
  /** Version seen, for versioned actions. */
  readonly version?: number;
  /** Words on the button. */
  readonly label: string;
  /** Words that tell it apart from the others of a list, for those who cannot see where it stands. */
  readonly about?: string;
  readonly tone?: "main" | "quiet" | "danger";
}

/**
 * An act of one press: a form of hidden fields and a button. The page that shows it also shows its refusal
 * ({@link Refused}), so that a list of them does not say it once a line.
 */
export function ActButton(props: ActButtonProps): ReactNode {
  const { action, params, values, version, label, about, tone = "quiet" } = props;
  const { href, newKey } = usePage();
  const path = (action.form?.path ?? "").replaceAll(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const hidden = {
    _action: action.name,
    _key: newKey(),
    _version: action.versioned ? (version?.toString() ?? null) : null,
    ...values,
  };
  return (
    <form method="post" action={href(path)} className="act">
      {Object.entries(hidden).map(([name, value]) =>
        value === null ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <button type="submit" className={`button button-${tone}`}>
        {label}
        {about ? <span className="visually-hidden"> {about}</span> : null}
      </button>
    </form>
  );
}
