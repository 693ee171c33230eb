import { acceptFirstAccess, acceptInvitation, acceptReset } from "#access/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";

/** `/invitation/:token`: an invited account gets its password. */
export const invitationPage: PageDefinition = {
  path: "/invitation/:token",
  part: "accounts",
  open: ({ t }) => ({
    title: t("pro.account.invitation.title"),
    main: <Invitation />,
    samePath: "/connexion",
  }),
};

function Invitation(): ReactNode {
  const { t, params } = usePage();
  const { token = "" } = params;
  return (
    <div className="column">
      <h1>{t("pro.account.invitation.title")}</h1>
      <p className="lead">{t("pro.account.invitation.intro")}</p>
      <ActionForm
        action={acceptInvitation}
        params={{ token }}
        submit={t("pro.account.invitation.submit")}
        fields={[{ name: "token", label: "", control: "hidden", value: token }, useNewPassword("password")]}
      />
    </div>
  );
}

/** `/nouveau-mot-de-passe/:token`: somebody who lost password or second factor comes in again. */
export const newPasswordPage: PageDefinition = {
  path: "/nouveau-mot-de-passe/:token",
  part: "accounts",
  open: ({ t }) => ({
    title: t("pro.account.reset.title"),
    main: <NewPassword />,
    samePath: "/connexion",
  }),
};

function NewPassword(): ReactNode {
  const { t, params, href } = usePage();
  const { token = "" } = params;
  return (
    <div className="column">
      <h1>{t("pro.account.reset.title")}</h1>
      <p className="lead">{t("pro.account.reset.intro")}</p>
      <p>
        {t("pro.account.reset.notMe")} <a href={href("/connexion")}>{t("pro.account.signIn.submit")}</a>
      </p>
      <ActionForm
        action={acceptReset}
        params={{ token }}
        submit={t("pro.account.reset.submit")}
        fields={[{ name: "token", label: "", control: "hidden", value: token }, useNewPassword("password")]}
      />
    </div>
  );
}

/** `/premier-acces/:token`: the first administrator of an empty platform. */
export const firstAccessPage: PageDefinition = {
  path: "/premier-acces/:token",
  part: "accounts",
  open: ({ t }) => ({
    title: t("pro.account.firstAccess.title"),
    main: <FirstAccess />,
    samePath: "/connexion",
  }),
};

function FirstAccess(): ReactNode {
  const { t, params } = usePage();
  const { token = "" } = params;
  return (
    <div className="column">
      <h1>{t("pro.account.firstAccess.title")}</h1>
      <p className="lead">{t("pro.account.firstAccess.intro")}</p>
      <ActionForm
        action={acceptFirstAccess}
        params={{ token }}
        submit={t("pro.account.firstAccess.submit")}
        fields={[
          { name: "token", label: "", control: "hidden", value: token },
          { name: "name", label: t("pro.account.name"), autocomplete: "name" },
          {
            name: "email",
            label: t("pro.account.email"),
            control: "email",
            autocomplete: "username",
            spellcheck: false,
          },
          useNewPassword("password"),
          { name: "territoryName", label: t("pro.account.firstAccess.territory"), autocomplete: "off" },
          {
            name: "organisationName",
            label: t("pro.account.firstAccess.organisation"),
            autocomplete: "organization",
          },
        ]}
      />
    </div>
  );
}

function useNewPassword(name: string): FormField {
  const { t } = usePage();
  return {
    name,
    label: t("pro.account.password"),
    hint: t("pro.account.passwordHint"),
    control: "password",
    autocomplete: "new-password",
  };
}
