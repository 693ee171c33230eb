import { anyone, defineAction, locales, type PageRequest, type RefusedForm } from "#base";
import { z } from "zod";
import { expect, test } from "vitest";
import { renderWith } from "../entry-server.tsx";
import { fakeRequest } from "../fixtures/request.ts";
import type { PageDefinition } from "../page.ts";
import { ActionForm } from "./action-form.tsx";
import { constraintOf, type FormField } from "./form-field.ts";

const send = defineAction({
  name: "sample.send",
  summary: "A sample.",
  route: "PUT /samples/:sampleId",
  part: "directory",
  input: z.strictObject({
    sampleId: z.string().max(36),
    name: z.string().min(2).max(80),
    secret: z.string().max(100),
    story: z.string().max(2000).optional(),
    born: z.iso.date().nullable().default(null),
    age: z.int().min(0).max(130).optional(),
    price: z.number().min(0).max(100).optional(),
    way: z.enum(["bus", "foot"]),
    days: z
      .array(z.enum(["mon", "tue"]))
      .max(2)
      .default([]),
    agreed: z.boolean().default(false),
    address: z.strictObject({ town: z.string().max(60) }),
  }),
  output: z.strictObject({}),
  allow: anyone,
  versioned: true,
  form: { path: "/sample/:sampleId", done: "/sample" },
});

const choices = (...values: readonly string[]) => values.map((value) => ({ value, label: `label ${value}` }));
const fields: readonly FormField[] = [
  { name: "name", label: "Name", hint: "As written", autocomplete: "name" },
  { name: "secret", label: "Secret", control: "password", autocomplete: "current-password" },
  { name: "story", label: "Story" },
  { name: "born", label: "Born" },
  { name: "age", label: "Age" },
  { name: "price", label: "Price" },
  { name: "way", label: "Way", choices: choices("bus", "foot") },
  { name: "days", label: "Days", choices: choices("mon", "tue"), value: ["mon"] },
  { name: "agreed", label: "Agreed" },
  { name: "address.town", label: "Town" },
];

const page: PageDefinition = {
  path: "/sample/7",
  open: () => ({
    title: "Sample",
    main: (
      <>
        <h1>Sample</h1>
        <ActionForm action={send} fields={fields} submit="Send" version={3} params={{ sampleId: "7/8" }} />
      </>
    ),
  }),
};

async function draw(changes: Partial<PageRequest> = {}): Promise<string> {
  return (await renderWith([page], fakeRequest("/sample/7", changes))).html;
}

/** Opening tags of a page that hold all the given attributes. */
function tagsWith(html: string, ...attributes: readonly string[]): readonly string[] {
  return [...html.matchAll(/<[a-z]+( [^>]*)>/g)]
    .map((match) => match[0])
    .filter((tag) => attributes.every((attribute) => tag.includes(` ${attribute}`)));
}

const refusal = (changes: Partial<RefusedForm> = {}): Partial<PageRequest> => ({
  refused: { action: send.name, values: {}, issues: [], code: "base.invalidInput", params: {}, ...changes },
});

test("a form posts to the path of its action, in the reader's language", async () => {
  for (const locale of locales) {
    const prefix = locale === "fr" ? "" : `/${locale}`;
    const forms = tagsWith(await draw({ locale }), `action="${prefix}/sample/7%2F8"`, 'method="post"');
    expect(forms).toHaveLength(1);
  }
});

test("a form carries its key, its version and its action's name", async () => {
  const html = await draw();
  expect(html).toContain('<input type="hidden" name="_key" value="a-key-of-the-test"/>');
  expect(html).toContain('<input type="hidden" name="_version" value="3"/>');
  expect(html).toContain('<input type="hidden" name="_action" value="sample.send"/>');
});

test.each([
  ["a short text", 'name="name"', 'type="text"', 'required=""', 'maxLength="80"', 'minLength="2"'],
  ["a password", 'name="secret"', 'type="password"', 'autoComplete="current-password"'],
  ["a long text", 'id="sample-send-story"', 'name="story"', 'maxLength="2000"'],
  ["a day", 'name="born"', 'type="date"'],
  ["a number", 'name="age"', 'type="number"', 'min="0"', 'max="130"'],
  ["a choice", 'name="way"', 'type="radio"', 'value="bus"', 'required=""'],
  ["a list", 'name="days"', 'type="checkbox"', 'value="mon"', 'checked=""'],
  ["a yes", 'name="agreed"', 'type="checkbox"', 'value="true"'],
  ["a text inside another", 'name="address.town"', 'required=""', 'maxLength="60"'],
])("%s has the control and the limits of its schema", async (_, ...attributes) => {
  expect(tagsWith(await draw(), ...attributes)).toHaveLength(1);
});

test("a field that the action does not have is a fault of the page", () => {
  expect(() => constraintOf(send, "nickname")).toThrow("sample.send has no field nickname");
});

test("optional fields say so, and required ones do not", async () => {
  const html = await draw();
  expect(html).toMatch(/Story<span class="optional"> \(facultatif\)/);
  expect(html).not.toMatch(/Name<span class="optional"/);
});

test("a refused form keeps what was typed, but never a password", async () => {
  const html = await draw(
    refusal({
      values: { name: ["<Zoé>"], secret: ["hunter2hunter2"], way: ["foot"], days: ["tue"], agreed: ["true"] },
    }),
  );
  expect(html).toContain('value="&lt;Zoé&gt;"');
  expect(html).not.toContain("hunter2");
  expect(tagsWith(html, 'value="foot"', 'checked=""')).toHaveLength(1);
  expect(tagsWith(html, 'value="tue"', 'checked=""')).toHaveLength(1);
  expect(tagsWith(html, 'value="mon"', 'checked=""')).toHaveLength(0);
});

test("each fault stands in the summary as a link to its field, and beside the field", async () => {
  const issues = [
    { path: "name", code: "tooShort" },
    { path: "days.1", code: "notInList" },
    { path: "other", code: "unheardOf" },
  ];
  const html = await draw(refusal({ issues }));
  expect(html).toContain('<a href="#sample-send-name">Name : C’est trop court.</a>');
  expect(html).toContain('<a href="#sample-send-days">Days : Choisissez une réponse de la liste.</a>');
  expect(html).toContain("<li>Cette réponse ne convient pas.</li>");
  expect(html).toMatch(/aria-describedby="sample-send-name-hint sample-send-name-error"/);
  expect(html).toContain('aria-invalid="true"');
});

test("after a refusal the key and the version are those of the first sending", async () => {
  const html = await draw(refusal({ values: { _key: ["first-key"], _version: ["2"] } }));
  expect(html).toContain('name="_key" value="first-key"');
  expect(html).toContain('name="_version" value="2"');
});

test("a key that served for something else is not sent again, nor a version overtaken", async () => {
  const values = { _key: ["first-key"], _version: ["2"] };
  const reused = await draw(refusal({ values, code: "base.idempotencyKeyReused" }));
  expect(reused).toContain('name="_key" value="a-key-of-the-test"');
  const stale = await draw(refusal({ values, code: "base.versionStale" }));
  expect(stale).toContain('name="_version" value="3"');
});

test("a form that waits behind a sign-in travels with every form of the page", async () => {
  const values = { _resume_path: ["/pro/x"], _resume_body: ['a=1&b="2"'] };
  const html = await draw(refusal({ action: "access.signIn", values, code: "base.signInNeeded" }));
  expect(html).toContain('name="_resume_path" value="/pro/x"');
  expect(html).toContain('name="_resume_body" value="a=1&amp;b=&quot;2&quot;"');
});

test("a form taken up again is told as good news, not as a fault", async () => {
  const html = await draw(refusal({ code: "base.formResumed", values: { name: ["Zoé"] } }));
  expect(html).toContain('class="notice notice-success"');
  expect(html).not.toContain('role="alert"');
  expect(html).toContain('value="Zoé"');
});

test("a number that may have decimals takes them, a whole one does not", async () => {
  const { html } = await renderWith([page], fakeRequest("/sample/7"));
  expect(/<input[^>]*name="price"[^>]*>/.exec(html)?.[0]).toContain('step="any"');
  expect(/<input[^>]*name="age"[^>]*>/.exec(html)?.[0]).not.toContain("step");
});
