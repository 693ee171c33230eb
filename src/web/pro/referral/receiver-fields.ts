import type { Offer } from "#directory/actions";
import type { Translate } from "../../speaker.ts";
import { readablePhone } from "../../ui/contact.tsx";
import type { FormField } from "../../ui/form-field.ts";

/** Who receives a referral and how they are told, with what the directory knows of the offer. */
export function receiverFormFields(t: Translate, offer: Offer): readonly FormField[] {
  const label = (name: string) => ({ name, label: t(`pro.refer.${name}`) });
  return [
    {
      ...label("receiverName"),
      control: "text",
      autocomplete: "off",
      value: offer.organizationName ?? offer.name,
    },
    {
      ...label("receiverChannel"),
      control: "radios",
      choices: ["email", "sms", "none"].map((value) => ({
        value,
        label: t(`pro.refer.receiverChannel.${value}`),
      })),
      value: channelOf(offer),
    },
    { ...label("receiverEmail"), control: "email", autocomplete: "off", value: offer.email ?? undefined },
    {
      ...label("receiverPhone"),
      control: "tel",
      inputmode: "tel",
      autocomplete: "off",
      value: offer.phone ? readablePhone(offer.phone) : undefined,
    },
  ];
}

/** The way to tell the receiver that stands ready: an address, else a mobile number (France: 06, 07), else one's own voice. */
function channelOf({ email, phone }: Offer): "email" | "sms" | "none" {
  if (email) return "email";
  return phone && /^0[67]/.test(readablePhone(phone)) ? "sms" : "none";
}
