import { processingGround } from "#pathway";
import { openFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { PageProvider, usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { colourPairs } from "../../ui/colour-pairs.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { Notice } from "../../ui/notice.tsx";
import { CrisisCard } from "../crisis-card.tsx";
import { PlaceForm } from "../place-form.tsx";

/** `/styleguide`: every component in both themes, in development only. */
export const styleguide: PageDefinition = {
  path: "/styleguide",
  isForDevelopment: true,
  open: ({ t }) => ({ title: t("pro.styleguide.title"), main: <Styleguide /> }),
};

function Styleguide(): ReactNode {
  const { t } = usePage();
  return (
    <div>
      <h1>{t("pro.styleguide.title")}</h1>
      <Theme name="light" />
      <Theme name="dark" />
    </div>
  );
}

function Theme({ name }: { readonly name: "light" | "dark" }): ReactNode {
  const { t } = usePage();
  const prefix = `${name}-`;
  return (
    <section data-theme={name} className="styleguide" aria-labelledby={`${prefix}theme`}>
      <h2 id={`${prefix}theme`}>{name}</h2>
      <Colours />
      <h3>{t("pro.styleguide.buttons")}</h3>
      <p className="styleguide-row">
        {(["main", "quiet", "human", "danger"] as const).map((tone) => (
          <button key={tone} type="button" className={`button button-${tone}`}>
            {tone}
          </button>
        ))}
        <button type="button" className="chip" aria-pressed="true">
          {t("page.filter.free")}
        </button>
        <button type="button" className="link-button">
          {t("page.place.position")}
        </button>
      </p>
      <h3>{t("pro.styleguide.notices")}</h3>
      {(["plain", "human", "success", "danger"] as const).map((tone) => (
        <Notice key={tone} tone={tone}>
          {tone}
        </Notice>
      ))}
      <h3>{t("pro.styleguide.form")}</h3>
      <SampleForm id={`${prefix}form`} />
      {name === "light" ? (
        <>
          <h3>{t("pro.styleguide.place")}</h3>
          <PlaceForm hasWays error="…" />
        </>
      ) : null}
      <h3>{t("pro.styleguide.lines")}</h3>
      <Helplines lines={[sampleLine]} />
      <CrisisCard />
    </section>
  );
}

const sampleLine = {
  id: "sample",
  number: "01 99 00 00 00",
  name: "Sample",
  audience: null,
  cost: null,
  hours: "always",
  isEmergency: false,
} as const;

/** Every pair of colours in use, drawn by presentation attributes: the policy on styles allows no others. */
function Colours(): ReactNode {
  return (
    <ul className="styleguide-row plain">
      {colourPairs.map(({ ink, ground }) => (
        <li key={ink + ground}>
          <svg width="150" height="48" viewBox="0 0 150 48" role="img" aria-label={`${ink} / ${ground}`}>
            <rect width="150" height="48" fill={`var(--${ground})`} stroke="var(--line)" />
            <text x="8" y="20" fontSize="13" fontWeight="700" fill={`var(--${ink})`}>
              {ink}
            </text>
            <text x="8" y="38" fontSize="13" fill={`var(--${ink})`}>
              {ground}
            </text>
          </svg>
        </li>
      ))}
    </ul>
  );
}

/** A form as it comes back refused, so that summary, errors and kept values are seen. */
function SampleForm({ id }: { readonly id: string }): ReactNode {
  const context = usePage();
  const refused = {
    action: openFile.name,
    code: "base.invalidInput",
    params: {},
    issues: [{ path: "familyName", code: "required" }],
    values: { givenNames: ["Camille"] },
  };
  return (
    <PageProvider value={{ ...context, refused }}>
      <ActionForm
        id={id}
        action={openFile}
        submit={context.t("page.filter.apply")}
        fields={[
          {
            name: "givenNames",
            label: context.t("pro.styleguide.sample"),
            hint: context.t("pro.styleguide.hint"),
          },
          { name: "familyName", label: context.t("pro.styleguide.sample") },
          { name: "birthDate", label: context.t("pro.styleguide.sample") },
          { name: "wishes", label: context.t("pro.styleguide.sample") },
          {
            name: "processingGround",
            label: context.t("pro.styleguide.sample"),
            choices: processingGround.codes.map((code) => ({
              value: code,
              label: context.t(`code.processingGround.${code}`),
            })),
          },
        ]}
      />
    </PageProvider>
  );
}
