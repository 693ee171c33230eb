/**
 * Makes the list of passwords that everybody tries first. Own work, no published leak is copied: words and habits that
 * are common knowledge (first names, clubs, towns, keyboard rows, years) joined by the rules that people follow when a
 * site asks for more characters. `codes/common-passwords.txt` is its output; a test compares.
 */
const favourites =
  "password motdepasse azerty qwerty azertyuiop qwertyuiop soleil doudou chouchou loulou bonjour secret admin administrateur administrator bienvenue welcome letmein iloveyou jetaime monamour princesse princess dragon monkey football basketball baseball superman batman pokemon starwars marseille paris lyon toulouse bordeaux nantes strasbourg lille rennes grenoble montpellier chocolat vacances camille maison famille jardin papillon nounours coucou hello sunshine shadow master computer ordinateur internet samsung iphone google facebook michael jordan jennifer jessica charlie thomas nicolas julien alexandre antoine maxime pierre philippe christophe sebastien stephane laurent olivier frederic isabelle nathalie catherine sylvie veronique valerie christine sandrine stephanie celine virginie aurelie emilie elodie marie caroline charlotte mathilde manon lucas hugo louis gabriel raphael chat chien minou caramel cannelle tigrou bouchon biscuit vanille printemps automne hiver noel".split(
    " ",
  );
const work =
  "travail bureau social mairie ccas accueil service equipe association benevole assistante infirmiere docteur medecin direction secretariat departement metropole agglomeration commune solidarite insertion hopital clinique centre maisonmedicale aidedomicile referent coordination changeme default testtest utilisateur username temporaire provisoire nouveau stagiaire".split(
    " ",
  );
const rows = [
  "1234567890",
  "0123456789",
  "0987654321",
  "9876543210",
  "azertyuiop",
  "qwertyuiop",
  "qsdfghjklm",
  "asdfghjkl",
  "wxcvbn",
  "zxcvbnm",
  "abcdefghijklmnopqrstuvwxyz",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "aqwzsxedcrfv",
  "poiuytreza",
  "a1b2c3d4e5f6",
  "azeqsdwxc",
  "qweasdzxc",
];
const tails = [
  "123",
  "1234",
  "12345",
  "123456",
  "1234567",
  "12345678",
  "123456789",
  "1234567890",
  "2020",
  "2021",
  "2022",
  "2023",
  "2024",
  "2025",
  "2026",
  "2027",
  "01",
  "007",
  "69",
  "75",
  "13",
  "00",
  "1",
  "!",
  "123!",
  "1234!",
  "2024!",
  "2025!",
  "2026!",
  ".",
];

/** The list, in code-point order: folded as the check folds (lower case, no accents). */
export function makeCommonPasswords(): readonly string[] {
  const words = [...favourites, ...work];
  const made = new Set([...words, ...rows]);
  for (const word of words) {
    made.add(word + word).add(`${word}${word}${word}`);
    for (const tail of tails) if ((word + tail).length >= 12) made.add(word + tail);
  }
  for (const row of rows) {
    made.add(row + row).add(row + [...row].toReversed().join(""));
    for (const other of rows) made.add(row + other);
    for (const tail of tails) made.add(row + tail);
  }
  for (const first of favourites.slice(0, 24)) for (const second of favourites) made.add(first + second);
  return [...made].filter((entry) => entry.length <= 40).toSorted();
}
