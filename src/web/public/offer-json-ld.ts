import type { Offer } from "#directory/actions";
import { readablePhone, safeWebAddress } from "../ui/contact.tsx";

type Json = Readonly<Record<string, unknown>>;

/**
 * An offer in the words of schema.org 30: places and stops as `Place`, all else as `Service` reached at a place.
 * Only what is known is said.
 */
export function offerJsonLd(offer: Offer, address: string): Json {
  const isPlace = offer.kind === "place" || offer.kind === "stop";
  const contact = {
    telephone: offer.phone ? readablePhone(offer.phone) : undefined,
    email: offer.email ?? undefined,
  };
  const common = {
    "@context": "https://schema.org",
    "@id": address,
    url: safeWebAddress(offer.website) ?? address,
    name: offer.name,
    description: offer.summary ?? offer.description?.slice(0, 1000) ?? undefined,
  };
  // A Place of schema.org has no e-mail address.
  if (isPlace) return { ...common, telephone: contact.telephone, ...placeOf(offer), "@type": "Place" };
  return {
    ...common,
    "@type": "Service",
    provider: offer.organizationName
      ? { "@type": "Organization", name: offer.organizationName, ...contact }
      : undefined,
    availableChannel: {
      "@type": "ServiceChannel",
      serviceUrl: safeWebAddress(offer.website) ?? undefined,
      servicePhone: offer.phone ? { "@type": "ContactPoint", ...contact } : undefined,
      serviceLocation: { "@type": "Place", ...placeOf(offer) },
    },
  };
}

function placeOf(offer: Offer): Json {
  const isFree = offer.frais.length === 1 && offer.frais[0] === "gratuit";
  return {
    address: {
      "@type": "PostalAddress",
      streetAddress: offer.street ?? undefined,
      postalCode: offer.postcode ?? undefined,
      addressLocality: offer.city,
      addressCountry: "FR",
    },
    geo:
      offer.position && offer.positionPrecision === "address"
        ? { "@type": "GeoCoordinates", ...offer.position }
        : undefined,
    isAccessibleForFree: isFree ? true : undefined,
    event: offer.sessions.length > 0 ? offer.sessions.map((one) => eventOf(offer, one)) : undefined,
    openingHoursSpecification: offer.week.flatMap(({ date, intervals }) =>
      intervals.map(({ from, to }) => ({
        "@type": "OpeningHoursSpecification",
        validFrom: date,
        validThrough: date,
        opens: from,
        closes: to === "24:00" ? "23:59" : to,
      })),
    ),
  };
}

function eventOf(offer: Offer, { start, end }: Offer["sessions"][number]): Json {
  return {
    "@type": "Event",
    name: offer.name,
    startDate: start,
    endDate: end,
    eventStatus: "https://schema.org/EventScheduled",
    location: { "@type": "Place", name: offer.organizationName ?? offer.name, address: offer.city },
  };
}
