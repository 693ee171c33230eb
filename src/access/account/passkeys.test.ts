import { randomId } from "#base";
import { afterAll, describe, expect, test, vi } from "vitest";
import { accessWorld, password, type Browser } from "../../../tests/support/access.ts";
import { softAuthenticator } from "../../../tests/support/authenticator.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { createAccount } from "../handlers.ts";
import { signIn, signInWithPasskey, startPasskeySignIn } from "../sign-in/actions.ts";
import { readMyAccount, registerPasskey, removePasskey, startPasskey, startTotp } from "./actions.ts";

const database = await freshDatabase();
const world = accessWorld(database);
afterAll(() => void vi.useRealTimers());
const origin = "http://localhost:8080";

async function newcomer(email: string): Promise<Browser> {
  const id = randomId<"account">();
  await createAccount(world.auth, {
    id,
    email,
    name: "Lou Essai",
    password,
    now: world.now(),
    newId: randomId,
  });
  const browser = world.browser();
  await browser.do(signIn, { email, password });
  return browser;
}

async function register(browser: Browser, device = softAuthenticator(origin)) {
  const { options } = await browser.do(startPasskey, {});
  await browser.do(registerPasskey, { name: "ordinateur du bureau", credential: device.create(options) });
  return device;
}

describe("passkeys", () => {
  test("the first one is a second factor: the session is another one from then on", async () => {
    const browser = await newcomer("un@essai.test");
    const before = browser.cookies.get(world.auth.cookies.session);
    await register(browser);
    expect((await browser.who()).actor.hasSecondFactor).toBe(true);
    expect(browser.cookies.get(world.auth.cookies.session)).not.toBe(before);
    const { passkeys, hasTotp } = await browser.do(readMyAccount, {});
    expect(passkeys).toMatchObject([{ name: "ordinateur du bureau" }]);
    expect(hasTotp).toBe(false);
    const removing = browser.do(removePasskey, { passkeyId: passkeys[0]?.id ?? "" });
    await expect(removing).rejects.toMatchObject({ code: "access.lastSecondFactor" });
    await expect(browser.do(removePasskey, { passkeyId: randomId() })).rejects.toMatchObject({
      code: "access.passkeyNotFound",
    });
  });

  test("one signs in with it alone, on any browser, once for each question", async () => {
    const device = await register(await newcomer("deux@essai.test"));
    const browser = world.browser();
    const { options } = await browser.do(startPasskeySignIn, {});
    expect(options).toMatchObject({ userVerification: "required", rpId: "localhost" });
    const credential = device.get(options);
    const kept = new Map(browser.cookies);
    expect(await browser.do(signInWithPasskey, { credential })).toEqual({ next: "compte" });
    expect((await browser.who()).actor).toMatchObject({ kind: "account", hasSecondFactor: true });
    const thief = world.browser();
    for (const [name, value] of kept) thief.cookies.set(name, value);
    await expect(thief.do(signInWithPasskey, { credential })).rejects.toMatchObject({
      code: "access.passkeyRefused",
    });
  });

  test("after the password alone, an account with a passkey can neither work nor add a factor until it is used", async () => {
    const device = await register(await newcomer("trois@essai.test"));
    const browser = world.browser();
    expect(await browser.do(signIn, { email: "trois@essai.test", password })).toEqual({ next: "compte" });
    expect((await browser.who()).actor).toMatchObject({ hasSecondFactor: false, memberships: [] });
    await expect(browser.do(startTotp, {})).rejects.toMatchObject({ code: "base.secondFactorNeeded" });
    await expect(browser.do(startPasskey, {})).rejects.toMatchObject({ code: "base.secondFactorNeeded" });
    const half = browser.cookies.get(world.auth.cookies.session) ?? "";
    const { options } = await browser.do(startPasskeySignIn, {});
    await browser.do(signInWithPasskey, { credential: device.get(options) });
    expect((await browser.who()).actor.hasSecondFactor).toBe(true);
    const stale = world.browser();
    stale.cookies.set(world.auth.cookies.session, half);
    expect((await stale.who()).actor.kind).toBe("anonymous");
  });

  test("a device that does not check who holds it is refused, to make a passkey and to use one", async () => {
    const browser = await newcomer("quatre@essai.test");
    const blind = softAuthenticator(origin, { isVerifying: false });
    await expect(register(browser, blind)).rejects.toMatchObject({ code: "access.passkeyRefused" });
    expect((await browser.who()).actor.hasSecondFactor).toBe(false);
  });

  test("a passkey of another site, an unknown one and a late answer are refused alike", async () => {
    const browser = await newcomer("cinq@essai.test");
    await expect(register(browser, softAuthenticator("https://mechant.example"))).rejects.toMatchObject({
      code: "access.passkeyRefused",
    });
    const device = await register(browser);
    const other = world.browser();
    const first = await other.do(startPasskeySignIn, {});
    await expect(
      other.do(signInWithPasskey, { credential: softAuthenticator(origin).get(first.options) }),
    ).rejects.toMatchObject({ code: "access.passkeyRefused" });
    const { options } = await other.do(startPasskeySignIn, {});
    world.wait(301);
    await expect(other.do(signInWithPasskey, { credential: device.get(options) })).rejects.toMatchObject({
      code: "access.passkeyRefused",
    });
    const bare = other.do(signInWithPasskey, { credential: { id: "" } as never });
    await expect(bare).rejects.toMatchObject({ code: "base.invalidInput" });
  });
});
