import { confirmTotp, makeRecoveryCodes, readNewRecoveryCodes, readTotpSetup } from "#access/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QrCode } from "../qr-code.tsx";

/** `/compte/application`: the secret of an authenticator, and its first code. */
export const totpPage: PageDefinition = {
  path: "/compte/application",
  part: "accounts",
  open: async ({ t, call }) => ({
    title: t("pro.account.totp.title"),
    main: <TotpSetup setup={await call(readTotpSetup, {})} />,
  }),
};

function TotpSetup({ setup }: { readonly setup: OutputOf<typeof readTotpSetup> }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.account.totp.title")}</h1>
      <p className="lead">{t("pro.account.totp.scan")}</p>
      <QrCode text={setup.uri} label={t("pro.account.totp.qr")} />
      <p>
        {t("pro.account.totp.key")} <code dir="ltr">{setup.typedSecret}</code>
      </p>
      <ActionForm
        action={confirmTotp}
        submit={t("pro.account.totp.confirm")}
        fields={[
          {
            name: "code",
            label: t("pro.account.totp.code"),
            hint: t("pro.account.code.hint"),
            autocomplete: "one-time-code",
            inputmode: "numeric",
            spellcheck: false,
          },
        ]}
      />
    </div>
  );
}

/** `/compte/codes`: recovery codes just made. */
export const recoveryCodesPage: PageDefinition = {
  path: "/compte/codes",
  part: "accounts",
  open: async ({ t, call }) => {
    const { codes } = await call(readNewRecoveryCodes, {});
    return { title: t("pro.account.codes.title"), main: <RecoveryCodes codes={codes} /> };
  },
};

function RecoveryCodes({ codes }: OutputOf<typeof readNewRecoveryCodes>): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.account.codes.title")}</h1>
      {codes.length > 0 ? (
        <>
          <Notice tone="human">{t("pro.account.codes.once")}</Notice>
          <ul>
            {codes.map((code) => (
              <li key={code}>
                <code dir="ltr">{code}</code>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t("pro.account.codes.hidden")}</p>
      )}
      <ActionForm action={makeRecoveryCodes} fields={[]} tone="quiet" submit={t("pro.account.codes.make")} />
      <p>
        <a href={href("/compte")}>{t("pro.account.title")}</a>
      </p>
    </div>
  );
}
