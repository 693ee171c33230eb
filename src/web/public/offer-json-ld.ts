import type { Offer } from "#directory/actions";
import { readablePhone, safeWebAddress } from "../ui/contact.tsx";

type Json = Readonly<Record<string, unknown>>;

/**
 * An offer in the words of schema.org 30: places, benches and stops as `Place`, all else as `Service` reached at a place.
 * Only what is known is said.
 */
export function offerJsonLd(offer: Offer, address: string): Json {
  const isPlace = offer.kind === "place" || offer.kind === "stop" || offer.kind === "bench";
  const contact = {
    telephone: offer.phone ? readablePhone(offer.phone) : undefined,
    email: offer.email ?? undefined,
  };
  const common = {
    "@context": "https://schema.org",
    "@id": address,
    url: address,
    sameAs: safeWebAddress(offer.website) ?? undefined,
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
    ...whomAndPriceOf(offer),
    availableChannel: {
      "@type": "ServiceChannel",
      serviceUrl: safeWebAddress(offer.website) ?? undefined,
      servicePhone: offer.phone ? { "@type": "ContactPoint", ...contact } : undefined,
      availableLanguage: offer.takingPart.languages.length > 0 ? offer.takingPart.languages : undefined,
      serviceLocation: { "@type": "Place", ...placeOf(offer) },
    },
  };
}

/** For whom a service is, where, and at what price: schema.org has none of them for a `Place`. */
function whomAndPriceOf({ frais, takingPart }: Offer): Json {
  const { ageMin, ageMax, gender, price, area } = takingPart;
  const isTold = ageMin !== null || ageMax !== null || gender !== null;
  const amount = price?.amount ?? (frais.length === 1 && frais[0] === "gratuit" ? 0 : null);
  return {
    audience: isTold
      ? {
          "@type": "PeopleAudience",
          suggestedMinAge: ageMin ?? undefined,
          suggestedMaxAge: ageMax ?? undefined,
          suggestedGender: gender === null ? undefined : gender === "women" ? "female" : "male",
        }
      : undefined,
    areaServed: area === null ? undefined : area.type === "country" ? "France" : area.names,
    offers: amount === null ? undefined : { "@type": "Offer", price: amount, priceCurrency: "EUR" },
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
    amenityFeature: amenitiesOf(offer),
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

/** How one gets in, as far as it is told. */
function amenitiesOf({ accessibility: { wheelchair, features } }: Offer): readonly Json[] | undefined {
  const told: readonly (readonly [name: string, value: boolean])[] = [
    ...(wheelchair === "yes" || wheelchair === "no" ? [["wheelchair", wheelchair === "yes"] as const] : []),
    ...features.map((feature) => [feature, true] as const),
  ];
  if (told.length === 0) return undefined;
  return told.map(([name, value]) => ({ "@type": "LocationFeatureSpecification", name, value }));
}

function eventOf(offer: Offer, { start, end }: Offer["sessions"][number]): Json {
  return {
    "@type": "Event",
    name: offer.name,
    startDate: start,
    endDate: end,
    eventStatus: "https://schema.org/EventScheduled",
    organizer: offer.organizationName ? { "@type": "Organization", name: offer.organizationName } : undefined,
    location: { "@type": "Place", name: offer.organizationName ?? offer.name, address: offer.city },
  };
}
