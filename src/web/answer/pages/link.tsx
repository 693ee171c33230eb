import { openAnswerLink, renewAnswerLink } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";

/**
 * `/r/:token`: a page that says nothing until its button is pressed, so that a mail scanner that opens every link spends
 * none. A spent or late link gives way to a new one, sent to the address that has it.
 */
export const linkPage: PageDefinition = {
  path: "/r/:token",
  part: "persons",
  open: ({ t, params }) => ({
    title: t("page.answer.title"),
    main: <Closed token={params["token"] ?? ""} />,
  }),
};

const renewable: ReadonlySet<string> = new Set(["pathway.linkSpent", "pathway.linkExpired"]);

function Closed({ token }: { readonly token: string }): ReactNode {
  const { t, refused } = usePage();
  const fault =
    refused?.action === openAnswerLink.name || refused?.action === renewAnswerLink.name ? refused : null;
  if (fault)
    return <Refused token={token} code={fault.code} sentence={t(`error.${fault.code}`, fault.params)} />;
  return (
    <div className="column answer">
      <h1>{t("page.answer.closed.title")}</h1>
      <p className="lead">{t("page.answer.closed.lead")}</p>
      <div className="answer-acts">
        <ActionForm action={openAnswerLink} params={{ token }} fields={[]} submit={t("page.answer.open")} />
      </div>
      <p className="quiet">{t("page.answer.closed.once")}</p>
    </div>
  );
}

interface RefusedProps {
  readonly token: string;
  readonly code: string;
  readonly sentence: string;
}

function Refused({ token, code, sentence }: RefusedProps): ReactNode {
  const { t, href, actor } = usePage();
  return (
    <div className="column answer">
      <h1>{t("page.answer.refused.title")}</h1>
      <div role="alert">
        <Notice tone="danger">{sentence}</Notice>
      </div>
      {actor.kind === "link" ? (
        <p>
          <a className="button button-main" href={href("/r/reponse")}>
            {t("page.answer.goOn")}
          </a>
        </p>
      ) : null}
      {renewable.has(code) ? (
        <div className="answer-acts">
          <ActionForm
            action={renewAnswerLink}
            params={{ token }}
            fields={[]}
            submit={t("page.answer.renew")}
            tone={actor.kind === "link" ? "quiet" : "main"}
          />
        </div>
      ) : null}
    </div>
  );
}
