import { anyone, defineAction, type RefusedForm } from "#base";
import { z } from "zod";
import { expect, test } from "vitest";
import { renderWith } from "../entry-server.tsx";
import { fakeRequest } from "../fixtures/request.ts";
import type { PageDefinition } from "../page.ts";
import { ActionForm } from "./action-form.tsx";
import { FoldedForm } from "./folded-form.tsx";

const decide = defineAction({
  name: "sample.decide",
  summary: "A sample.",
  route: "POST /samples",
  part: "directory",
  input: z.strictObject({ about: z.string().max(20), reason: z.string().min(20).max(200) }),
  output: z.strictObject({}),
  allow: anyone,
  form: { path: "/sample", done: "/sample" },
});

const page: PageDefinition = {
  path: "/sample",
  open: () => ({
    title: "Sample",
    main: (
      <>
        <h1>Sample</h1>
        {["apples", "pears"].map((about) => (
          <FoldedForm
            key={about}
            summary={about}
            action={decide}
            isOwn={({ values }) => values["about"]?.[0] === about}
          >
            <ActionForm
              action={decide}
              id={about}
              submit="Decide"
              fields={[
                { name: "about", label: "", control: "hidden", value: about },
                { name: "reason", label: "Reason" },
              ]}
            />
          </FoldedForm>
        ))}
      </>
    ),
  }),
};

async function foldsWith(refused: RefusedForm | null): Promise<readonly string[]> {
  const { html } = await renderWith([page], fakeRequest("/sample", { refused }));
  return html.match(/<details class="disclosure"[^]*?<\/details>/g) ?? [];
}

const refused = {
  action: decide.name,
  code: "base.invalidInput",
  params: {},
  issues: [{ path: "reason", code: "tooShort" }],
  values: { about: ["pears"], reason: ["Too short."] },
};

test("a form stays folded until it is asked for", async () => {
  const folds = await foldsWith(null);
  expect(folds).toHaveLength(2);
  for (const fold of folds) expect(fold).toMatch(/^<details class="disclosure">/);
});

test("the one that was refused stands open with its reason and what was typed, its neighbour does not", async () => {
  const [apples = "", pears = ""] = await foldsWith(refused);
  expect(apples).toMatch(/^<details class="disclosure">/);
  expect(apples).not.toMatch(/role="alert"|Too short/);
  expect(pears).toMatch(/^<details class="disclosure" open="">/);
  expect(pears).toContain('role="alert"');
  expect(pears).toContain("Too short.");
});

test("a form that says which it is stands open for its own refusal alone", async () => {
  const named: PageDefinition = {
    path: "/sample",
    open: () => ({
      title: "Sample",
      main: ["apples", "pears"].map((id) => (
        <FoldedForm key={id} summary={id} action={decide} form={id}>
          <ActionForm
            action={decide}
            id={id}
            submit="Decide"
            fields={[{ name: "reason", label: "Reason" }]}
          />
        </FoldedForm>
      )),
    }),
  };
  const own = { ...refused, values: { _form: ["pears"], reason: ["Too short."] } };
  const { html } = await renderWith([named], fakeRequest("/sample", { refused: own }));
  const [apples = "", pears = ""] = html.match(/<details class="disclosure"[^]*?<\/details>/g) ?? [];
  expect(apples).toContain('name="_form" value="apples"');
  expect(apples).not.toMatch(/open=""|role="alert"/);
  expect(pears).toMatch(/^<details class="disclosure" open="">[^]*role="alert"/);
});

test("another action that was refused opens none", async () => {
  for (const fold of await foldsWith({ ...refused, action: "sample.other" }))
    expect(fold).toMatch(/^<details class="disclosure">/);
});
