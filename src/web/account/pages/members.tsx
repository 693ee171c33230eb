import { memberRoles, organisationKind } from "#access";
import {
  createOrganisation,
  endMembership,
  inviteMember,
  listMembers,
  listOrganisations,
  resetAccount,
} from "#access/actions";
import { localDateAt, type OutputOf } from "#base";
import type { ReactNode } from "react";
import { PageProvider, usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { timeZone } from "../moment.ts";

type Member = OutputOf<typeof listMembers>["members"][number];
type Organisation = OutputOf<typeof listOrganisations>["organisations"][number];

/** `/organisation/membres`: who works here, inviting, ending; organisations for the administrator. */
export const membersPage: PageDefinition = {
  path: "/organisation/membres",
  part: "accounts",
  open: async ({ t, call }) => {
    const [{ members }, { organisations }] = await Promise.all([
      call(listMembers, {}),
      call(listOrganisations, {}),
    ]);
    return {
      title: t("pro.members.title"),
      main: <Members members={members} organisations={organisations} />,
    };
  },
};

interface MembersProps {
  readonly members: readonly Member[];
  readonly organisations: readonly Organisation[];
}

function Members({ members, organisations }: MembersProps): ReactNode {
  const { t, actor } = usePage();
  const isAdministrator = createOrganisation.allow.check(actor, undefined).allowed;
  return (
    <div className="column">
      <h1>{t("pro.members.title")}</h1>
      {members.length === 0 ? <p>{t("pro.members.none")}</p> : null}
      {members.length > 0 ? <MemberList members={members} organisations={organisations} /> : null}
      <Invitation organisations={organisations} />
      {isAdministrator ? <NewOrganisation /> : null}
    </div>
  );
}

/** Members by organisation; whoever has several roles is there once for each. */
function MemberList({ members, organisations }: MembersProps): ReactNode {
  return organisations.map(({ id, name }) => {
    const here = members.filter((member) => member.controllerId === id);
    if (here.length === 0) return null;
    return (
      <section key={id} aria-labelledby={`members-${id}`}>
        <h2 id={`members-${id}`}>{name}</h2>
        <ul className="panels">
          {here.map((member) => (
            <MemberPanel key={member.membershipId} member={member} />
          ))}
        </ul>
      </section>
    );
  });
}

/** A member's panel: a refusal shows in the panel of the member it is about, whose form is then open. */
function MemberPanel({ member }: { readonly member: Member }): ReactNode {
  const page = usePage();
  const isRefusedHere = page.refused?.values["membershipId"]?.[0] === member.membershipId;
  return (
    <PageProvider value={isRefusedHere ? page : { ...page, refused: null }}>
      <MemberCard member={member} />
    </PageProvider>
  );
}

function MemberCard({ member }: { readonly member: Member }): ReactNode {
  const { t, format } = usePage();
  return (
    <li className="panel">
      <p>
        <strong>{member.name}</strong>, {t(`pro.role.${member.role}`)}
      </p>
      <p dir="ltr">{member.email}</p>
      <p className="hint">
        {t("pro.members.since", { day: format.day(localDateAt(member.since, timeZone)) })}
      </p>
      {member.mayReset ? <Reset member={member} /> : null}
      {member.mayEnd ? <End member={member} /> : null}
    </li>
  );
}

function Reset({ member }: { readonly member: Member }): ReactNode {
  const { t, refused } = usePage();
  const { name, membershipId } = member;
  return (
    <details className="disclosure" open={refused?.action === resetAccount.name}>
      <summary>{t("pro.members.reset")}</summary>
      <ActionForm
        action={resetAccount}
        id={`reset-${membershipId}`}
        tone="quiet"
        submit={t("pro.members.reset.submit", { name })}
        fields={[{ name: "membershipId", label: "", control: "hidden", value: membershipId }]}
      >
        <p>{t("pro.members.reset.explain", { name })}</p>
      </ActionForm>
    </details>
  );
}

function End({ member }: { readonly member: Member }): ReactNode {
  const { t, refused } = usePage();
  const { name, membershipId } = member;
  return (
    <details className="disclosure" open={refused?.action === endMembership.name}>
      <summary>{t("pro.members.end")}</summary>
      <ActionForm
        action={endMembership}
        id={`end-${membershipId}`}
        tone="danger"
        submit={t("pro.members.endOf", { name, role: t(`pro.role.${member.role}`) })}
        fields={[{ name: "membershipId", label: "", control: "hidden", value: membershipId }]}
      />
    </details>
  );
}

function Invitation({ organisations }: Pick<MembersProps, "organisations">): ReactNode {
  const { t, actor } = usePage();
  const reachable = organisations.filter(
    ({ id }) => inviteMember.allow.check(actor, { controllerId: id, role: "volunteer" }).allowed,
  );
  const offered = memberRoles.filter((role) =>
    reachable.some(({ id }) => inviteMember.allow.check(actor, { controllerId: id, role }).allowed),
  );
  if (offered.length === 0) return null;
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{t("pro.members.invite.title")}</h2>
      <p>{t("pro.members.invite.intro")}</p>
      <ActionForm
        action={inviteMember}
        submit={t("pro.members.invite.submit")}
        fields={[
          { name: "name", label: t("pro.account.name"), autocomplete: "off" },
          {
            name: "email",
            label: t("pro.account.email"),
            control: "email",
            autocomplete: "off",
            spellcheck: false,
          },
          {
            name: "controllerId",
            label: t("pro.members.organisation"),
            control: "select",
            choices: reachable.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: "role",
            label: t("pro.members.role"),
            control: "select",
            choices: offered.map((role) => ({ value: role, label: t(`pro.role.${role}`) })),
          },
        ]}
      />
    </section>
  );
}

function NewOrganisation(): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="organisation">
      <h2 id="organisation">{t("pro.members.organisation.title")}</h2>
      <ActionForm
        action={createOrganisation}
        submit={t("pro.members.organisation.submit")}
        fields={[
          { name: "name", label: t("pro.members.organisation.name"), autocomplete: "off" },
          {
            name: "kind",
            label: t("pro.members.organisation.kind"),
            control: "select",
            choices: organisationKind.codes.map((code) => ({
              value: code,
              label: t(`code.organisationKind.${code}`),
            })),
          },
        ]}
      />
    </section>
  );
}
