import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";

/** A passkey device in software, for tests: ES256, attestation `none` (WebAuthn level 3, §6.1 and §8.7). */
export interface SoftAuthenticator {
  readonly create: (options: { readonly challenge: string }) => NewCredential;
  readonly get: (options: { readonly challenge: string }) => GivenCredential;
}

interface Credential<Response> {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly clientExtensionResults: Record<string, never>;
  readonly response: Response;
}

/** What it answers when a passkey is made. */
export type NewCredential = Credential<{
  readonly clientDataJSON: string;
  readonly attestationObject: string;
}>;
/** What it answers when a passkey is used. */
export type GivenCredential = Credential<{
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
}>;

/** Makes a device. `isVerifying` false: it does not check who holds it. */
export function softAuthenticator(origin: string, { isVerifying = true } = {}): SoftAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(16);
  let counter = 0;
  const clientData = (type: string, challenge: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = (extra: Buffer, flags: number): Buffer => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(++counter);
    const rpIdHash = createHash("sha256").update(new URL(origin).hostname).digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags | 1 | (isVerifying ? 4 : 0)]), counted, extra]);
  };
  const name = { id: id.toString("base64url"), rawId: id.toString("base64url"), type: "public-key" as const };
  return {
    create: ({ challenge }) => {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const data = authData(attested, 0x40);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text("fmt"),
        text("none"),
        text("attStmt"),
        Buffer.from([0xa0]),
        text("authData"),
        bytes(data),
      ]);
      const clientDataJSON = clientData("webauthn.create", challenge).toString("base64url");
      const response = { clientDataJSON, attestationObject: attestation.toString("base64url") };
      return { ...name, clientExtensionResults: {}, response };
    },
    get: ({ challenge }) => {
      const client = clientData("webauthn.get", challenge);
      const data = authData(Buffer.alloc(0), 0);
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      const response = {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: createSign("sha256").update(signed).sign(privateKey).toString("base64url"),
      };
      return { ...name, clientExtensionResults: {}, response };
    },
  };
}

/** A P-256 public key as COSE (RFC 9053 §7.1.1): {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, "base64url")),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, "base64url")),
  ]);
}

/** A CBOR text of at most 23 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

/** A CBOR byte string of 24 to 65 535 bytes, its length in as few bytes as can be. */
function bytes(value: Buffer): Buffer {
  const { length } = value;
  const head = length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), value]);
}
