import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Translate } from "../speaker.ts";

/** One line of the summary: what is wrong, and the id of the field to go to. */
export interface ErrorLine {
  readonly text: string;
  readonly target: string | null;
}

/** The sentence for the code of a faulty field, or for the reason of a refusal. */
export function issueSentence(t: Translate, code: string): string {
  const known = [`issue.${code}`, `reason.${code}`].find((key) => t(key) !== key);
  return t(known ?? "issue.invalid");
}

/** What must be put right, first thing in the form, each line a link to its field (after the GOV.UK design system). */
export function ErrorSummary(props: {
  readonly title: string;
  readonly lines: readonly ErrorLine[];
}): ReactNode {
  const { t } = usePage();
  return (
    <section className="notice notice-danger" role="alert" aria-labelledby="error-summary" tabIndex={-1}>
      <h2 id="error-summary">{t("page.form.problem")}</h2>
      <p>{props.title}</p>
      {props.lines.length > 0 ? (
        <ul>
          {props.lines.map(({ text, target }) => (
            <li key={`${target}${text}`}>{target ? <a href={`#${target}`}>{text}</a> : text}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
