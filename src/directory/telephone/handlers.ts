import type { Locale } from "#base";
import { handle, type BoundHandler } from "#storage";
import { z } from "zod";
import { shortlistPath } from "../shortlist/actions.ts";
import { readShortlist, writeShortlist } from "../shortlist/shortlist.ts";
import type { Town } from "../offer-shape.ts";
import { directoryErrors } from "../errors.ts";
import { foldName } from "../town-name.ts";
import { townIndex } from "../town-files.ts";
import { searchTowns } from "../town-search.ts";
import { readAskedLine, sendShortlist } from "./actions.ts";
import { readLine } from "./read-line.ts";

/** A link to addresses, to send to whoever asked for it on the telephone. */
export interface AddressesMessage {
  readonly channel: "sms" | "email";
  readonly to: string;
  readonly locale: Locale;
  readonly link: string;
}

/** What helping on the telephone needs of the program. */
export interface TelephoneServices {
  readonly baseUrl: string;
  /** Hands a message to the gateway at once, and keeps nothing of it. @throws server.deliveryFailed */
  readonly sendAddresses: (message: AddressesMessage) => Promise<void>;
}

/** Handlers of helping somebody on the telephone. */
export function telephoneHandlers({ baseUrl, sendAddresses }: TelephoneServices): BoundHandler[] {
  return [
    handle(readAskedLine, {
      run: async ({ input }) => {
        const find = (text: string, limit: number): readonly Town[] => searchTowns(townIndex(), text, limit);
        const { towns, words } = readLine(input.line, find, isNamedSo);
        return { towns: [...towns], words };
      },
    }),
    handle(sendShortlist, {
      run: async ({ input, audit }) => {
        const ids = readShortlist(input.list);
        if (ids.length === 0) throw directoryErrors.shortlistUnreadable({});
        const { channel, to } = wayOf(input.to);
        const prefix = input.locale === "fr" ? "" : `/${input.locale}`;
        const link = `${baseUrl}${prefix}${shortlistPath}?liste=${writeShortlist(ids)}`;
        await sendAddresses({ channel, to, locale: input.locale, link });
        audit({ kind: "offer", ids: [...ids] });
        return { channel };
      },
    }),
  ];
}

/** Whether a town bears exactly a name, accents and hyphens apart, or a postcode. */
export function isNamedSo(town: Town, text: string): boolean {
  return town.postcodes.includes(text) || foldName(town.name) === foldName(text);
}

const mobile = /^(?:0|\+33|0033)([67]\d{8})$/;

/** How one is written to: by e-mail, or by SMS to a mobile number. @throws directory.cannotBeWrittenTo */
function wayOf(typed: string): Pick<AddressesMessage, "channel" | "to"> {
  const email = z.email().safeParse(typed);
  if (email.success) return { channel: "email", to: email.data };
  const digits = typed.replaceAll(/[\s.()-]/g, "");
  const national = mobile.exec(digits)?.[1];
  if (national !== undefined) return { channel: "sms", to: `+33${national}` };
  // Overseas départements and other countries write their numbers with a plus; France's own fixed lines get no SMS.
  if (/^\+(?!33)\d{8,14}$/.test(digits)) return { channel: "sms", to: digits };
  throw directoryErrors.cannotBeWrittenTo({}, { issues: [{ path: "to", code: "invalidFormat" }] });
}
