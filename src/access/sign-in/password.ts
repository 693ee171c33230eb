import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** Shortest and longest password, in UTF-16 units. Nothing else is asked of its composition. */
export const passwordLength = { min: 12, max: 128 } as const;

/** argon2id parameters (OWASP Password Storage Cheat Sheet, first choice): 19 MiB, 2 passes, 1 lane. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const prefix = "$argon2id$v=19$m=19456,t=2,p=1$";

/** Digest of a password in PHC form. Takes about 50 ms, outside the main thread. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const digest = await derive(password, nonce);
  return `${prefix}${nonce.toString("base64url")}$${digest.toString("base64url")}`;
}

/** Whether a password is the one that was hashed; false for a digest of another form. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [nonce, digest] = hash.startsWith(prefix) ? hash.slice(prefix.length).split("$") : [];
  if (nonce === undefined || digest === undefined) return false;
  const expected = Buffer.from(digest, "base64url");
  const found = await derive(password, Buffer.from(nonce, "base64url"));
  return expected.length === found.length && timingSafeEqual(expected, found);
}

function derive(password: string, nonce: Buffer): Promise<Buffer> {
  // NFKC, so that the same keys pressed on two systems give the same password (NIST SP 800-63B §3.1.1.2)
  const message = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    argon2("argon2id", { ...parameters, message, nonce }, (error, digest) =>
      error === null ? resolve(digest) : reject(error),
    );
  });
}
