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
  open: () => ({ title: "Styleguide", main: <Styleguide /> }),
};

function Styleguide(): ReactNode {
  return (
    <div lang="en" dir="ltr">
      <h1>Styleguide</h1>
      <Theme name="light" />
      <Theme name="dark" />
    </div>
  );
}

function Theme({ name }: { readonly name: "light" | "dark" }): ReactNode {
  const prefix = `${name}-`;
  return (
    <section data-theme={name} className="styleguide" aria-labelledby={`${prefix}theme`}>
      <h2 id={`${prefix}theme`}>{name}</h2>
      <Colours />
      <h3>Buttons</h3>
      <p className="styleguide-row">
        {(["main", "quiet", "human", "danger"] as const).map((tone) => (
          <button key={tone} type="button" className={`button button-${tone}`}>
            {tone}
          </button>
        ))}
        <button type="button" className="chip" aria-pressed="true">
          chip
        </button>
        <button type="button" className="link-button">
          link-button
        </button>
      </p>
      <h3>Notices</h3>
      {(["plain", "human", "success", "danger"] as const).map((tone) => (
        <Notice key={tone} tone={tone}>
          {tone}
        </Notice>
      ))}
      <h3>Form</h3>
      <SampleForm id={`${prefix}form`} />
      {name === "light" ? (
        <>
          <h3>Place form</h3>
          <PlaceForm hasWays error="…" />
        </>
      ) : null}
      <h3>Lines</h3>
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
          <svg width="150" height="48" viewBox="0 0 150 48" role="img" aria-label={`${ink} on ${ground}`}>
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
        submit="Save"
        fields={[
          { name: "givenNames", label: "Given names", hint: "As the person says them" },
          { name: "familyName", label: "Family name" },
          { name: "birthDate", label: "Date of birth" },
          { name: "wishes", label: "What matters" },
          {
            name: "processingGround",
            label: "Ground",
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
