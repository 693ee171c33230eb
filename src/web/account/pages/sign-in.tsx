import { signIn, signInWithPasskey, startPasskeySignIn, verifySecondFactor } from "#access/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasskeyButton } from "../passkey-button.tsx";

/** `/connexion`: e-mail, password, and the code when it is at hand; or a passkey. */
export const signInPage: PageDefinition = {
  path: "/connexion",
  part: "accounts",
  open: ({ t }) => ({ title: t("pro.account.signIn.title"), main: <SignIn /> }),
};

function SignIn(): ReactNode {
  const { t, refused } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.account.signIn.title")}</h1>
      {refused?.values["_resume_path"] ? (
        <Notice tone="human">{t("pro.account.signIn.resumed")}</Notice>
      ) : (
        <p className="lead">{t("pro.account.signIn.intro")}</p>
      )}
      <ActionForm
        action={signIn}
        submit={t("pro.account.signIn.submit")}
        fields={[
          {
            name: "email",
            label: t("pro.account.email"),
            control: "email",
            autocomplete: "username",
            spellcheck: false,
          },
          {
            name: "password",
            label: t("pro.account.password"),
            control: "password",
            autocomplete: "current-password",
          },
          {
            name: "code",
            label: t("pro.account.codeOptional"),
            control: "text",
            autocomplete: "one-time-code",
            inputmode: "text",
            spellcheck: false,
          },
        ]}
      />
      <PasskeyButton
        kind="get"
        start={startPasskeySignIn}
        finish={signInWithPasskey}
        label={t("pro.account.signIn.passkey")}
        done="/compte"
      />
      <p className="hint">{t("pro.account.signIn.lost")}</p>
    </div>
  );
}

/** `/second-facteur`: the code, after the password. */
export const secondFactorPage: PageDefinition = {
  path: "/second-facteur",
  part: "accounts",
  open: ({ t }) => ({ title: t("pro.account.code.title"), main: <SecondFactor /> }),
};

function SecondFactor(): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.account.code.title")}</h1>
      <ActionForm
        action={verifySecondFactor}
        submit={t("pro.account.code.submit")}
        fields={[
          {
            name: "code",
            label: t("pro.account.code.label"),
            hint: t("pro.account.code.hint"),
            autocomplete: "one-time-code",
            inputmode: "text",
            spellcheck: false,
          },
        ]}
      />
    </div>
  );
}
