/** Works a passkey when its button is pressed: asks the server for the question, the device for the answer. */
export function startPasskey(element: HTMLElement): void {
  const button = element.querySelector("button");
  const status = element.querySelector("output");
  if (!button || !status) return;
  if (!("PublicKeyCredential" in window) || !("parseCreationOptionsFromJSON" in PublicKeyCredential)) {
    element.hidden = true;
    return;
  }
  const run = async (): Promise<void> => {
    button.disabled = true;
    status.textContent = element.dataset["waiting"] ?? "";
    try {
      const next = await workPasskey(element);
      const done = element.dataset["done"] ?? "/";
      // Whoever signs in goes where the server says, in the language of the page.
      window.location.assign(next === null ? done : done.replace(/[a-z]+$/, next));
    } catch {
      // cancelled on the device, refused by the server, or no network: one sentence, and the other ways stay open
      status.textContent = element.dataset["failed"] ?? "";
      button.disabled = false;
    }
  };
  button.addEventListener("click", () => void run());
}

/** Answers where a sign-in leads; null after a passkey was made. */
async function workPasskey(element: HTMLElement): Promise<string | null> {
  const { start = "", finish = "", kind } = element.dataset;
  const { options } = (await post(start, {})) as { readonly options: unknown };
  if (kind === "get") {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      options as PublicKeyCredentialRequestOptionsJSON,
    );
    const credential = toJson(await navigator.credentials.get({ publicKey }));
    const answer = await post(finish, {
      credential: pick(credential, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]),
    });
    return (answer as { readonly next?: string }).next ?? null;
  }
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = toJson(await navigator.credentials.create({ publicKey }));
  const typed = element.querySelector("input")?.value.trim() ?? "";
  const name = typed === "" ? navigator.platform.slice(0, 80) || "1" : typed;
  await post(finish, {
    name,
    credential: pick(credential, ["clientDataJSON", "attestationObject", "transports"]),
  });
  return null;
}

interface CredentialJson {
  readonly id: string;
  readonly rawId: string;
  readonly response: Readonly<Record<string, unknown>>;
}

function toJson(credential: Credential | null): CredentialJson {
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey was given");
  return credential.toJSON() as unknown as CredentialJson;
}

/** The parts of an answer that the server asks for, and no other: browsers differ in what they add. */
function pick({ id, rawId, response }: CredentialJson, fields: readonly string[]): Record<string, unknown> {
  const kept = fields.flatMap((field) =>
    response[field] === undefined ? [] : [[field, response[field]] as const],
  );
  return { id, rawId, type: "public-key", clientExtensionResults: {}, response: Object.fromEntries(kept) };
}

async function post(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
