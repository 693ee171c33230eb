import { directionOf, type AnyAction } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { issueSentence } from "./error-summary.tsx";
import { constraintOf, type Constraint, type FormField } from "./form-field.ts";

/** What a {@link Field} is given. */
export interface FieldProps {
  readonly action: AnyAction;
  readonly field: FormField;
  readonly idPrefix: string;
  /** What was typed before a refusal; undefined when the form was not refused or the field was empty. */
  readonly typed: readonly string[] | undefined;
  /** Whether the form was refused, so that an empty list means "nothing ticked", not "as at first". */
  readonly isRefused: boolean;
  /** Codes of what is wrong with it. */
  readonly errors: readonly string[];
}

interface Drawn extends FieldProps {
  readonly id: string;
  readonly constraint: Constraint;
  readonly values: readonly string[];
  readonly describedBy: string | undefined;
}

/** One field: label, hint, error and a native control limited as the action's schema limits it. */
export function Field(props: FieldProps): ReactNode {
  const { field, errors } = props;
  const found = constraintOf(props.action, field.name);
  const constraint = {
    ...found,
    isRequired: found.isRequired || field.isNeeded === true,
    control: field.control ?? found.control,
  };
  const id = `${props.idPrefix}-${field.name}`;
  const described = [field.hint ? `${id}-hint` : "", errors.length > 0 ? `${id}-error` : ""].filter(Boolean);
  const drawn: Drawn = {
    ...props,
    id,
    constraint,
    values: valuesOf(props, constraint),
    describedBy: described.join(" ") || undefined,
  };
  if (constraint.control === "hidden")
    return <input type="hidden" name={field.name} value={drawn.values[0] ?? ""} />;
  const isGroup = constraint.control === "radios" || constraint.control === "checkboxes";
  const className = errors.length > 0 ? "field field-wrong" : "field";
  if (isGroup) return <Group drawn={drawn} className={className} />;
  if (constraint.control === "checkbox") return <Checkbox drawn={drawn} className={className} />;
  return (
    <div className={className}>
      <label htmlFor={id}>
        {field.label}
        <OptionalMark drawn={drawn} />
      </label>
      <Explanations drawn={drawn} />
      <Control drawn={drawn} />
    </div>
  );
}

function valuesOf({ field, typed, isRefused }: FieldProps, { control }: Constraint): readonly string[] {
  if (control === "password") return [];
  if (typed) return typed;
  if (isRefused) return [];
  return typeof field.value === "string" ? [field.value] : (field.value ?? []);
}

function OptionalMark({ drawn }: { readonly drawn: Drawn }): ReactNode {
  const { t } = usePage();
  return drawn.constraint.isRequired ? null : <span className="optional"> {t("page.form.optional")}</span>;
}

function Explanations({ drawn }: { readonly drawn: Drawn }): ReactNode {
  const { t } = usePage();
  return (
    <>
      {drawn.field.hint ? (
        <p className="hint" id={`${drawn.id}-hint`}>
          {drawn.field.hint}
        </p>
      ) : null}
      {drawn.errors.length > 0 ? (
        <p className="error" id={`${drawn.id}-error`}>
          {[...new Set(drawn.errors)].map((code) => issueSentence(t, code)).join(" ")}
        </p>
      ) : null}
    </>
  );
}

/** On a page read from right to left: numbers and addresses are typed from the left, words in the direction of their language. */
const typedDirections: Readonly<Partial<Record<Constraint["control"], "ltr" | "auto">>> = {
  tel: "ltr",
  email: "ltr",
  url: "ltr",
  text: "auto",
  textarea: "auto",
};

function Control({ drawn }: { readonly drawn: Drawn }): ReactNode {
  const { t, locale } = usePage();
  const { field, constraint, values, id, describedBy, errors } = drawn;
  const common = {
    id,
    name: field.name,
    className: "control",
    lang: field.lang,
    dir: directionOf(locale) === "rtl" ? typedDirections[constraint.control] : undefined,
    autoComplete: field.autocomplete,
    required: constraint.isRequired,
    "aria-describedby": describedBy,
    "aria-invalid": errors.length > 0 ? true : undefined,
  } as const;
  const lengths = { maxLength: constraint.maxLength, minLength: constraint.minLength };
  if (constraint.control === "textarea") {
    return <textarea {...common} {...lengths} rows={5} defaultValue={values[0] ?? ""} />;
  }
  if (constraint.control === "select") {
    return (
      <select {...common} defaultValue={values[0] ?? ""}>
        {constraint.isRequired && values[0] ? null : <option value="">{t("page.form.choose")}</option>}
        {field.choices?.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...common}
      {...(constraint.control === "number" ? boundsOf(constraint) : lengths)}
      type={constraint.control}
      inputMode={field.inputmode}
      spellCheck={field.spellcheck}
      defaultValue={constraint.control === "password" ? undefined : (values[0] ?? "")}
    />
  );
}

/** Without a step a browser takes whole numbers alone. */
function boundsOf({ minimum, maximum, hasDecimals }: Constraint) {
  return { min: minimum, max: maximum, step: hasDecimals ? "any" : undefined };
}

function Group({ drawn, className }: { readonly drawn: Drawn; readonly className: string }): ReactNode {
  const { field, constraint, values, id, describedBy } = drawn;
  const type = constraint.control === "radios" ? "radio" : "checkbox";
  return (
    <fieldset className={className} id={id} aria-describedby={describedBy} tabIndex={-1}>
      <legend>
        {field.label}
        <OptionalMark drawn={drawn} />
      </legend>
      <Explanations drawn={drawn} />
      {field.choices?.map(({ value, label, hint }) => (
        <label key={value} className="choice">
          <input
            type={type}
            name={field.name}
            value={value}
            defaultChecked={values.includes(value)}
            required={type === "radio" && constraint.isRequired}
          />
          <span>
            {label}
            {hint ? <span className="hint">{hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Checkbox({ drawn, className }: { readonly drawn: Drawn; readonly className: string }): ReactNode {
  const { field, values, id, describedBy, constraint } = drawn;
  return (
    <div className={className}>
      <label className="choice" htmlFor={id}>
        <input
          type="checkbox"
          id={id}
          name={field.name}
          value="true"
          required={constraint.isRequired}
          defaultChecked={values.includes("true") || values.includes("on")}
          aria-describedby={describedBy}
        />
        <span>{field.label}</span>
      </label>
      <Explanations drawn={drawn} />
    </div>
  );
}
