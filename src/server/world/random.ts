import { createHash, createHmac } from "node:crypto";
import { stableId, type Id } from "#base";

/** Makes everything of a world that looks random from its seed: the same file gives the same world, everywhere. */
export class WorldRandom {
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The id of a thing by its place in the world. */
  id<Kind extends string>(...place: readonly string[]): Id<Kind> {
    return stableId<Kind>("world", this.#seed, ...place);
  }

  /** A whole number from 0 to `below` − 1. */
  number(below: number, ...place: readonly string[]): number {
    return this.#bytes(place).readUIntBE(0, 6) % below;
  }

  /** One of a list. */
  pick<T>(list: readonly T[], ...place: readonly string[]): T {
    const found = list[this.number(list.length, ...place)];
    if (found === undefined) throw new RangeError("nothing to pick from");
    return found;
  }

  /** A password of four invented words and a number: long enough, and easy to type in a demonstration. */
  password(...place: readonly string[]): string {
    const words = [
      "fil",
      "trame",
      "navette",
      "lisse",
      "maille",
      "ourlet",
      "laine",
      "chanvre",
      "soie",
      "coton",
      "point",
      "bobine",
      "tissu",
      "ruban",
      "canevas",
      "pelote",
    ];
    const parts = [0, 1, 2, 3].map((position) => this.pick(words, "password", String(position), ...place));
    return `${parts.join("-")}-${this.number(9000, "number", ...place) + 1000}`;
  }

  /** The key of an authenticator: 32 letters and figures. */
  totpKey(...place: readonly string[]): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    return [...this.#bytes(["totp", ...place])].map((byte) => alphabet[byte % alphabet.length]).join("");
  }

  #bytes(place: readonly string[]): Buffer {
    return createHmac("sha256", createHash("sha256").update(this.#seed).digest())
      .update(place.join("\u001f"))
      .digest();
  }
}
