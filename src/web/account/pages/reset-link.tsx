import { readResetLink } from "#access/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";

/** `/organisation/membres/lien`: the link just made for a member who lost password or second factor. */
export const resetLinkPage: PageDefinition = {
  path: "/organisation/membres/lien",
  part: "accounts",
  open: async ({ t, call }) => {
    const made = await call(readResetLink, {});
    return { title: t("pro.members.resetLink.title"), main: <ResetLink made={made} /> };
  },
};

function ResetLink({ made }: { readonly made: OutputOf<typeof readResetLink> }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.members.resetLink.title")}</h1>
      {made.link === null ? (
        <p>{t("pro.members.resetLink.none")}</p>
      ) : (
        <>
          <Notice tone="human">{t("pro.members.resetLink.intro", { name: made.name ?? "" })}</Notice>
          <div className="field">
            <label htmlFor="reset-link">{t("pro.members.resetLink.label")}</label>
            <p className="hint" id="reset-link-hint">
              {t("pro.members.resetLink.once")}
            </p>
            <textarea
              id="reset-link"
              className="control"
              dir="ltr"
              rows={3}
              readOnly
              spellCheck={false}
              aria-describedby="reset-link-hint"
              defaultValue={made.link}
            />
          </div>
        </>
      )}
      <p>
        <a href={href("/organisation/membres")}>{t("pro.members.resetLink.back")}</a>
      </p>
    </div>
  );
}
