import {
  changePassword,
  chooseTerritory,
  endSession,
  listSessions,
  listTerritories,
  makeRecoveryCodes,
  readMyAccount,
  registerPasskey,
  removePasskey,
  signInWithPasskey,
  signOutEverywhere,
  startPasskey,
  startPasskeySignIn,
  startTotp,
} from "#access/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { momentInWords } from "../moment.ts";
import { PasskeyButton } from "../passkey-button.tsx";

type Account = OutputOf<typeof readMyAccount>;

/** `/compte`: territory, second factors, password, sessions. Without a second factor, its enrolment only. */
export const accountPage: PageDefinition = {
  path: "/compte",
  part: "accounts",
  open: async ({ t, call, actor }) => {
    const title = t("pro.account.title");
    if (actor.kind !== "account") return { title, main: <SignedOut /> };
    const account = await call(readMyAccount, {});
    if (!account.hasSecondFactor) return { title, main: <Unfinished account={account} /> };
    const [{ territories }, { sessions }] = await Promise.all([
      call(listTerritories, {}),
      call(listSessions, {}),
    ]);
    return {
      title,
      main: (
        <div className="column">
          <h1>{title}</h1>
          <Owner account={account} />
          <Territories territories={territories} />
          <Factors account={account} />
          <Password />
          <Sessions sessions={sessions} />
        </div>
      ),
    };
  },
};

function SignedOut(): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.account.title")}</h1>
      <p>{t("pro.account.signedOut")}</p>
      <p>
        <a href={href("/connexion")}>{t("pro.account.signIn.submit")}</a>
      </p>
    </div>
  );
}

function Owner({ account }: { readonly account: Account }): ReactNode {
  return (
    <p className="lead">
      {account.name} <span dir="ltr">({account.email})</span>
    </p>
  );
}

/** An account that gave its password only: it sets up a second factor, or uses the one it has. */
function Unfinished({ account }: { readonly account: Account }): ReactNode {
  const { t } = usePage();
  const hasPasskey = account.passkeys.length > 0;
  return (
    <div className="column">
      <h1>{t("pro.account.enrol.title")}</h1>
      <Notice>{hasPasskey ? t("pro.account.finish.text") : t("pro.account.enrol.text")}</Notice>
      {hasPasskey ? (
        <PasskeyButton
          kind="get"
          start={startPasskeySignIn}
          finish={signInWithPasskey}
          label={t("pro.account.signIn.passkey")}
          done="/compte"
        />
      ) : (
        <>
          <ActionForm action={startTotp} fields={[]} submit={t("pro.account.totp.start")} />
          <AddPasskey />
        </>
      )}
      <Owner account={account} />
    </div>
  );
}

function AddPasskey(): ReactNode {
  const { t } = usePage();
  return (
    <PasskeyButton
      kind="create"
      start={startPasskey}
      finish={registerPasskey}
      label={t("pro.account.passkeys.add")}
      done="/compte"
    />
  );
}

function Territories(props: Pick<OutputOf<typeof listTerritories>, "territories">): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="territory">
      <h2 id="territory">{t("pro.account.territory.title")}</h2>
      {props.territories.length === 0 ? <p>{t("pro.account.territory.none")}</p> : null}
      <ul className="panels">
        {props.territories.map(({ id, name, isDemonstration, isChosen, roles }) => (
          <li key={id} className="panel">
            <h3>
              {name}
              {isDemonstration ? ` (${t("pro.account.territory.demonstration")})` : ""}
            </h3>
            <p>{roles.map((role) => t(`pro.role.${role}`)).join(", ")}</p>
            {isChosen ? (
              <p>
                <strong>{t("pro.account.territory.chosen")}</strong>
              </p>
            ) : (
              <ActionForm
                action={chooseTerritory}
                id={`territory-${id}`}
                tone="quiet"
                submit={t("pro.account.territory.choose")}
                fields={[{ name: "tenantId", label: "", control: "hidden", value: id }]}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Factors({ account }: { readonly account: Account }): ReactNode {
  const { t } = usePage();
  return (
    <>
      <section aria-labelledby="factors">
        <h2 id="factors">{t("pro.account.factors.title")}</h2>
        {account.hasTotp ? <p>{t("pro.account.totp.have")}</p> : null}
        <ActionForm
          action={startTotp}
          fields={[]}
          tone="quiet"
          submit={t(account.hasTotp ? "pro.account.totp.replace" : "pro.account.totp.start")}
        />
      </section>
      {account.hasTotp ? <RecoveryCodes left={account.recoveryCodesLeft} /> : null}
      <Passkeys passkeys={account.passkeys} />
    </>
  );
}

function RecoveryCodes({ left }: { readonly left: number }): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="codes">
      <h2 id="codes">{t("pro.account.codes.title")}</h2>
      <p>{t("pro.account.codes.left", { count: left })}</p>
      <ActionForm action={makeRecoveryCodes} fields={[]} tone="quiet" submit={t("pro.account.codes.make")} />
    </section>
  );
}

function Passkeys({ passkeys }: Pick<Account, "passkeys">): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{t("pro.account.passkeys.title")}</h2>
      {passkeys.length === 0 ? <p>{t("pro.account.passkeys.none")}</p> : null}
      <ul className="panels">
        {passkeys.map(({ id, name }) => (
          <li key={id} className="panel">
            <p>{name ?? t("pro.account.passkeys.unnamed")}</p>
            <ActionForm
              action={removePasskey}
              id={`passkey-${id}`}
              tone="danger"
              submit={t("pro.account.passkeys.remove")}
              fields={[{ name: "passkeyId", label: "", control: "hidden", value: id }]}
            />
          </li>
        ))}
      </ul>
      <AddPasskey />
    </section>
  );
}

function Password(): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="password">
      <h2 id="password">{t("pro.account.passwordChange.title")}</h2>
      <ActionForm
        action={changePassword}
        submit={t("pro.account.passwordChange.submit")}
        fields={[
          {
            name: "currentPassword",
            label: t("pro.account.passwordChange.current"),
            control: "password",
            autocomplete: "current-password",
          },
          {
            name: "newPassword",
            label: t("pro.account.passwordChange.next"),
            hint: t("pro.account.passwordHint"),
            control: "password",
            autocomplete: "new-password",
          },
        ]}
      />
    </section>
  );
}

function Sessions({ sessions }: OutputOf<typeof listSessions>): ReactNode {
  const { t, format } = usePage();
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t("pro.account.sessions.title")}</h2>
      <ul className="panels">
        {sessions.map(({ id, seenAt, isThisOne, userAgent }) => (
          <li key={id} className="panel">
            <p dir="ltr">{userAgent ?? t("pro.account.sessions.unknown")}</p>
            <p>
              {t("pro.account.sessions.seen", { when: momentInWords(format, seenAt) })}
              {isThisOne ? ` (${t("pro.account.sessions.here")})` : ""}
            </p>
            {isThisOne ? null : (
              <ActionForm
                action={endSession}
                id={`session-${id}`}
                tone="quiet"
                submit={t("pro.account.sessions.end")}
                fields={[{ name: "sessionId", label: "", control: "hidden", value: id }]}
              />
            )}
          </li>
        ))}
      </ul>
      <ActionForm
        action={signOutEverywhere}
        fields={[]}
        tone="danger"
        submit={t("pro.account.sessions.endAll")}
      />
    </section>
  );
}
