import type { AnyAction, Issue, RefusedForm } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ErrorSummary, issueSentence } from "./error-summary.tsx";
import { Field } from "./field.tsx";
import type { FormField } from "./form-field.ts";
import { Notice } from "./notice.tsx";

/** What an {@link ActionForm} is given. */
export interface ActionFormProps {
  /** An action with a form door. */
  readonly action: AnyAction;
  readonly fields: readonly FormField[];
  /** Words on the button. */
  readonly submit: string;
  /** Version seen of the thing to change; for versioned actions. */
  readonly version?: number;
  /** Values of `:name` in the form's path. */
  readonly params?: Readonly<Record<string, string>>;
  /** Id that tells apart two forms of one action on a page. */
  readonly id?: string;
  /** `danger` for what cannot be undone, `quiet` for a lesser deed beside a main one. */
  readonly tone?: "main" | "quiet" | "danger";
  /** Shown between the fields and the button. */
  readonly children?: ReactNode;
}

/**
 * The form of an action: controls with the limits of its schema, the key that makes sending twice harmless, the
 * version, and after a refusal the summary of errors and what was typed (never passwords).
 */
export function ActionForm(props: ActionFormProps): ReactNode {
  const { action, fields, submit, params = {}, tone = "main" } = props;
  const { id = action.name.replaceAll(".", "-") } = props;
  const { href, refused } = usePage();
  if (!action.form) throw new Error(`${action.name} has no form door`);
  const own = refused?.action === action.name ? refused : null;
  const path = action.form.path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const drawn = (field: FormField): ReactNode => (
    <Field
      key={field.name}
      action={action}
      field={field}
      idPrefix={id}
      typed={own?.values[field.name]}
      isRefused={own !== null}
      errors={own?.issues.filter((issue) => concerns(issue, field)).map((issue) => issue.code) ?? []}
    />
  );
  return (
    <form method="post" action={href(path)} id={id} className="form" noValidate={own !== null}>
      {own ? <Refusal id={id} fields={fields} /> : null}
      <DoorFields action={action} version={props.version} form={props.id} />
      {foldedTogether(fields).map(({ fold, fields: together }) =>
        fold === undefined ? (
          together.map(drawn)
        ) : (
          <details key={fold} className="disclosure" open={together.some((field) => wasUsed(field, own))}>
            <summary>{fold}</summary>
            {together.map(drawn)}
          </details>
        ),
      )}
      {props.children}
      <p className="form-end">
        <button type="submit" className={`button button-${tone}`}>
          {submit}
        </button>
      </p>
    </form>
  );
}

interface Folded {
  readonly fold: string | undefined;
  readonly fields: FormField[];
}

/** Neighbours that are folded away under the same words, together; the others one by one. */
function foldedTogether(fields: readonly FormField[]): readonly Folded[] {
  const parts: Folded[] = [];
  for (const field of fields) {
    const last = parts.at(-1);
    if (last !== undefined && last.fold === field.fold) last.fields.push(field);
    else parts.push({ fold: field.fold, fields: [field] });
  }
  return parts;
}

/** Whether a field of a form that was refused is wrong, or something was typed in it: then it is not hidden in a fold. */
function wasUsed(field: FormField, refused: RefusedForm | null): boolean {
  if (refused === null) return false;
  const isTyped = refused.values[field.name]?.some((text) => text !== "") ?? false;
  return isTyped || refused.issues.some((issue) => concerns(issue, field));
}

function concerns(issue: Issue, field: FormField): boolean {
  return issue.path === field.name || issue.path.startsWith(`${field.name}.`);
}

/** Refusals that are a step on the way: nothing is wrong. */
const stepsOnTheWay: ReadonlySet<string> = new Set(["base.formResumed", "exchange.proposalToSee"]);

function Refusal({ id, fields }: { readonly id: string; readonly fields: readonly FormField[] }): ReactNode {
  const { refused, t } = usePage();
  if (!refused) return null;
  const sentence = t(`error.${refused.code}`, refused.params);
  if (stepsOnTheWay.has(refused.code)) return <Notice tone="success">{sentence}</Notice>;
  const lines = refused.issues.map((issue) => {
    const field = fields.find((one) => one.control !== "hidden" && concerns(issue, one));
    const text = issueSentence(t, issue.code);
    return field
      ? { text: t("page.form.fault", { field: field.label, fault: text }), target: `${id}-${field.name}` }
      : { text, target: null };
  });
  return <ErrorSummary title={sentence} lines={lines} />;
}

/** Hidden fields that speak to the door: key, version, action, which form of several it is, and a form interrupted by sign-in that waits to go on. */
function DoorFields(props: {
  readonly action: AnyAction;
  readonly version: number | undefined;
  readonly form: string | undefined;
}): ReactNode {
  const { refused, newKey } = usePage();
  const own = refused?.action === props.action.name ? refused : null;
  const carried = (name: string) => refused?.values[name]?.at(-1);
  // A key that served for something else, or a version overtaken by someone's change, must not be sent again.
  const key = own && own.code !== "base.idempotencyKeyReused" ? carried("_key") : undefined;
  const version = own && own.code !== "base.versionStale" ? carried("_version") : undefined;
  const hidden = {
    _action: props.action.name,
    _form: props.form,
    _key: key || newKey(),
    _version: props.action.versioned ? (version ?? props.version?.toString()) : undefined,
    _resume_path: carried("_resume_path"),
    _resume_body: carried("_resume_body"),
  };
  return Object.entries(hidden).map(([name, value]) =>
    value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
  );
}
