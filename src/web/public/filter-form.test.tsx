import { searchNarrowings, type FacetCounts } from "#directory/actions";
import { expect, test } from "vitest";
import { renderWith } from "../entry-server.tsx";
import { fakeRequest } from "../fixtures/request.ts";
import type { PageDefinition } from "../page.ts";
import { FilterForm } from "./filter-form.tsx";
import { narrowingsOf } from "./search-filters.tsx";
import { readSearch, searchInput } from "./search-query.ts";

/** A question that narrows by everything at once. */
const whole = new URLSearchParams(
  "town=73065&categorie=gather&apport=digital&genre=bench&besoin=move&pour=seniors&q=jardin&ouvert=1&jour=2026-12-01&moment=morning&gratuit=1&petitprix=1&parpour=1&fauteuil=1&acces=deaf&sansinternet=1&comment=phone&langue=ar&age=70",
);
const counts = {
  categories: { gather: 3 },
  interventions: { digital: 4 },
  kinds: { bench: 5 },
  needs: { move: 6 },
  publics: { seniors: 7 },
  access: { deaf: 8 },
  attendance: { phone: 9 },
  languages: [{ language: "ar", count: 10 }],
  openNow: 11,
  dayParts: { morning: 12, afternoon: 0, evening: 0 },
  radii: [{ radiusKm: 5, total: 13 }],
  free: 14,
  cheap: 15,
  byAndFor: 16,
  wheelchair: 17,
  withoutInternet: 18,
} as FacetCounts;

async function rendered(facets: FacetCounts | null): Promise<string> {
  const page: PageDefinition = {
    path: "/sample",
    open: ({ t, format }) => ({
      title: "Sample",
      main: (
        <>
          <p id="names">
            {narrowingsOf(readSearch(whole), { t, format })
              .map(({ name }) => name)
              .join(" ")}
          </p>
          <FilterForm search={readSearch(whole)} facets={facets} />
        </>
      ),
    }),
  };
  return (await renderWith([page], fakeRequest("/sample"))).html;
}

test("everything by which the search may be narrowed stands in the form, in the address and among what is in force", async () => {
  const html = await rendered(counts);
  expect(Object.keys(searchInput(readSearch(whole)))).toEqual(expect.arrayContaining([...searchNarrowings]));
  expect(/id="names">([^<]*)</.exec(html)?.[1]?.split(" ").toSorted()).toEqual(
    [...searchNarrowings].toSorted(),
  );
  for (const name of whole.keys()) expect(html, name).toContain(`name="${name}"`);
});

test("each choice says how many it would leave, and nothing where that was not counted", async () => {
  const html = await rendered(counts);
  for (let count = 3; count <= 18; count += 1) expect(html, String(count)).toContain(`(${count})`);
  expect(
    (await rendered({ ...counts, openNow: null, dayParts: null, radii: null })).match(/\(1[123]\)/g),
  ).toBeNull();
});
