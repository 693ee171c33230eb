import { join } from "node:path";
import { openVault } from "./index.ts";
import { nameOf, now, somebody } from "./vault.testing.ts";

/** A process of its own at work on a vault, for tests: enters persons and tells each, or rotates after telling that it begins. */
const [root = "", task = "", count = "0"] = process.argv.slice(2);
const vault = await openVault({
  keysFile: join(root, "keys.json"),
  folder: join(root, "keys"),
  mayCreate: false,
  now,
});
if (task === "rotate") {
  process.send?.("begins");
  await vault.rotateKeys({ now });
} else {
  for (let entered = 0; entered < Number(count); entered += 1) {
    const person = somebody();
    await vault.createPersonKey(person);
    const sealed = vault.seal(nameOf(person), "entré");
    process.send?.({ person, sealed: Buffer.from(sealed).toString("base64") });
  }
}
vault.close();
process.disconnect?.();
