import type { bringTable } from "#exchange/actions";
import { request, RequestRefused } from "../../client.ts";

/** Largest file that the screen takes, in bytes; the door refuses larger ones too. */
const maxBytes = 8 * 1024 * 1024;

/** Lets a file be chosen instead of pasting rows; the page works without. */
export function startTableFile(element: HTMLElement): void {
  const form = element.querySelector("form");
  const text = form?.querySelector("textarea")?.closest<HTMLElement>(".field");
  if (!form || !text) return;
  const [label, input, said] = [
    document.createElement("label"),
    document.createElement("input"),
    document.createElement("p"),
  ];
  input.type = "file";
  input.accept = ".csv,.tsv,.txt,.xlsx";
  input.id = "table-file";
  label.htmlFor = input.id;
  label.textContent = element.dataset["file"] ?? "";
  said.setAttribute("role", "status");
  const field = document.createElement("div");
  field.className = "field";
  field.append(label, input, said);
  text.before(field);
  form.addEventListener("submit", (event) => {
    const file = input.files?.[0];
    if (file === undefined) return;
    event.preventDefault();
    if (file.size > maxBytes) {
      said.textContent = element.dataset["tooLarge"] ?? "";
      return;
    }
    said.textContent = element.dataset["sending"] ?? "";
    void send(form, file).then(
      (id) => location.assign(`${element.dataset["path"]}/${id}`),
      (error: unknown) => {
        const fields = error instanceof RequestRefused ? error.issues.map(({ path }) => path).join(", ") : "";
        said.textContent = `${error instanceof Error ? error.message : ""} ${fields}`.trim();
      },
    );
  });
}

async function send(form: HTMLFormElement, file: File): Promise<string> {
  const typed = new FormData(form);
  const given = (name: string): string => {
    const value = typed.get(name);
    return typeof value === "string" ? value : "";
  };
  const content = base64Of(new Uint8Array(await file.arrayBuffer()));
  const answer = await request<typeof bringTable>("POST /exchange/tables", {
    id: given("id"),
    name: given("name"),
    title: given("title"),
    licence: given("licence"),
    fileName: file.name.slice(0, 200),
    content,
  });
  return answer.id;
}

function base64Of(bytes: Uint8Array): string {
  const part = 0x80_00;
  let text = "";
  for (let at = 0; at < bytes.length; at += part)
    text += String.fromCharCode(...bytes.subarray(at, at + part));
  return btoa(text);
}
