import { foldText } from "../offer.ts";
import { wordPattern, type WordPattern } from "./word-pattern.ts";

/** What only the words of an offer say. Null or empty where they say nothing. */
export interface TextFacts {
  readonly ageMin: number | null;
  readonly ageMax: number | null;
  readonly gender: "women" | "men" | null;
  /** Stairs without a lift, or a place that wheels do not reach. */
  readonly hasStairs: boolean;
  readonly isStepFree: boolean;
  readonly isOnlineOnly: boolean;
  readonly isFull: boolean;
  readonly hasWaitingList: boolean;
  readonly isClosed: boolean;
  readonly servesAlcohol: boolean;
  readonly involvesGambling: boolean;
  readonly isFree: boolean;
  readonly fetchesPeople: boolean;
  readonly isWelcoming: boolean;
  /** An audition, a level, a certificate. */
  readonly isDemanding: boolean;
  readonly isForRetired: boolean;
  readonly isForResidents: boolean;
  readonly needsReferral: boolean;
  /** Sign languages and hearing aids of the room, in the codes of features. */
  readonly features: readonly string[];
  /** Languages spoken there, ISO 639. */
  readonly languages: readonly string[];
}

const plain = (words: string): WordPattern => wordPattern(words);

const years = String.raw`(?:ans?|years?|yrs?|anos|y\.?o\.?|سنة|عاما?)`;
const ageFrom = [
  new RegExp(
    String.raw`(?:a partir de|des|des l'age de|from|aged|age|over|mayores de|plus de|a partir de los|من سن|فوق)\s+(?:l'age de\s+|age\s+|the age of\s+)?(\d{1,2})\s*${years}`,
    "u",
  ),
  new RegExp(
    String.raw`(\d{1,2})\s*${years}\s*(?:et plus|et \+|and over|and above|or over|or older|o mas|y mas|فما فوق)`,
    "u",
  ),
  /(?:over|aged|the)\s+(\d{2})s?\s*(?:\+|and over|plus\b)/u,
  /\bover[- ](\d{2})s\b/u,
  /\b(\d{2})\s?\+(?!\d)/u,
];
const ageTo = [
  new RegExp(
    String.raw`(?:jusqu'a|moins de|under|up to|menores de|hasta)\s+(?:l'age de\s+|los\s+)?(\d{1,2})\s*${years}`,
    "u",
  ),
  /\bunder[- ](\d{2})s\b/u,
];
const ageRange = [
  new RegExp(
    String.raw`(?:de|entre|from|aged?|between|des)?\s*(\d{1,2})\s*(?:-|–|a|et|to|and|y|au|إلى)\s*(\d{1,2})\s*(?:-year-olds|${years})`,
    "u",
  ),
  /\b(?:aged?|ages)\s+(\d{1,2})\s*(?:-|–|to|and)\s*(\d{1,2})\b/u,
];

const patterns = {
  women: plain(
    "entre femmes, reserve* aux femmes, femmes uniquement, uniquement pour les femmes, non mixte, cercle des femmes, women only, women-only, for women only, women's group, ladies only, solo mujeres, solo para mujeres, entre mujeres, للنساء فقط, نساء فقط",
  ),
  men: plain(
    "entre hommes, reserve* aux hommes, hommes uniquement, choeur d'hommes, men only, men-only, for men only, men's group, men's shed, solo hombres, solo para hombres, للرجال فقط, رجال فقط",
  ),
  stairs: plain(
    "pas d'ascenseur, sans ascenseur, escalier*, a l'etage sans, marches a l'entree, quelques marches, plusieurs marches, non accessible, pas accessible, inaccessible en fauteuil, no lift, no elevator, stairs, steep steps, steps at the entrance, upstairs, not accessible, not wheelchair accessible, not step-free, sin ascensor, escaleras, no accesible, بدون مصعد, لا يوجد مصعد, درج, سلالم",
  ),
  upperFloor: plain(
    "premier etage, deuxieme etage, troisieme etage, 1er etage, 2e etage, first floor, second floor, primer piso, primera planta, segunda planta, الطابق",
  ),
  lift: plain("avec ascenseur, ascenseur, lift available, lift, elevator, con ascensor, ascensor, مصعد"),
  stepFree: plain(
    "accessible* en fauteuil, accessible* aux fauteuils, accessible aux personnes a mobilite reduite, plain-pied, plain pied, rampe, step-free, step free, wheelchair accessible, ramp, level access, accesible en silla*, sin escalones, rampa, كرسي متحرك",
  ),
  onlineOnly: plain(
    "en ligne uniquement, uniquement en ligne, exclusivement en ligne, 100 % en ligne, 100% en ligne, seulement en ligne, inscription en ligne obligatoire, online only, only online, solo en linea, solo por internet, solo online, عبر الإنترنت فقط",
  ),
  full: plain(
    "complet jusqu*, complets jusqu*, complet pour l'instant, complets pour l'instant, complet actuellement, actuellement complet*, affiche complet, plus de place*, plus aucune place, c'est complet, groupe complet, fully booked, no places left, currently full, full until, group is full, sold out, no vacancies, aforo completo, sin plazas, plazas agotadas, completo hasta, لا توجد أماكن, مكتمل العدد",
  ),
  waiting: plain(
    "liste d'attente, delai long, delai de, sur liste d'attente, waiting list, waitlist, wait list, long wait, lista de espera, قائمة انتظار",
  ),
  closed: plain(
    "ferme* definitivement, definitivement ferme*, n'existe plus, a cesse, ferme* pour travaux, ferme* jusqu'a nouvel ordre, suspendu* jusqu*, est dissout*, association dissoute, permanently closed, closed down, has closed, no longer running, closed for repairs, closed until further notice, suspended until, cerrado definitivamente, cerrado por obras, cerrado hasta, ya no existe, suspendid* hasta, مغلق نهائيا, مغلق حتى",
  ),
  alcohol: plain(
    "bar, bar associatif, buvette, biere*, vin, vins, vin chaud, apero*, aperitif*, brasserie, pub, taverne, cave a vin, degustation*, beer*, wine*, brewery, cocktail*, tapas bar, taberna, cerveza*, vino*, cerveceria, bodega, بار, خمر",
  ),
  gambling: plain(
    "loto, lotos, bingo, casino, poker, tombola, paris, pari, cartes a gratter, concours de belote, tournoi* de belote, betting, raffle, slot machine*, loteria, apuestas, قمار",
  ),
  free: plain(
    "gratuit, gratuite, gratuits, gratuites, gratuitement, free of charge, free entry, free to attend, gratis, gratuito, gratuita, مجاني, مجانا",
  ),
  fetches: plain(
    "transport assure, transport compris, transport possible, transport gratuit, on vient vous chercher, venons vous chercher, passe vous prendre, passons vous prendre, vient vous prendre, ramassage, minibus de la commune, minibus communal vient, we pick you up, we collect you, pick-up, door to door, door-to-door, transport provided, lifts offered, lift offered, te recogemos, transporte incluido, recogida a domicilio, النقل متوفر",
  ),
  welcoming: plain(
    "accueille ceux qui viennent seuls, viennent seuls, venir seul*, premiere fois, les nouveaux sont, nouveaux venus, on vous assoit, on vient avec vous, vous accompagne*, vient avec vous, comme on est, sans jugement, sans se regarder, accueil discret, prenom seulement, debutant*, sans niveau, en binome, par deux, en duo, sans experience, in pairs, en pareja, tous niveaux, on s'adapte, au pas du plus lent, patient, a la portee de, apprivoiser, bienvenu*, newcomers welcome, newcomers, come as you are, first time, beginners welcome, beginners, no experience, all abilities, gentle, friendly welcome, we come with you, someone will meet you, come alone, on your own, principiantes, te acompanamos, ven como eres, primera vez, sin experiencia, للمبتدئين, أول مرة, نرافقك",
  ),
  demanding: plain(
    "sur audition, audition obligatoire, competition, certificat demande, certificat medical, niveau confirme, niveau avance, avance, soutenue*, test d'entree, seances soutenues, by audition, auditions, competitive, advanced level, medical certificate, fast pace, con audicion, nivel avanzado",
  ),
  noAudition: plain("sans audition, no audition, no auditions, sin audicion"),
  retired: plain(
    "reserve* aux retraites, pour les retraites, des retraites, for retired people, pensioners only, retirees only, para jubilados, للمتقاعدين",
  ),
  residents: plain(
    "reserve* aux habitants, habitants de la commune uniquement, residents only, local residents only, solo vecinos, solo para empadronados, للسكان فقط",
  ),
  referral: plain(
    "sur avis d'un, sur proposition d'un professionnel, sur orientation, sur prescription, by referral only, referral only, gp referral, professional referral, con derivacion, بإحالة",
  ),
  sign: plain(
    "langue des signes, lsf, qui signent, en signes, signes, sign language, bsl, signing, signed, lengua de signos, lengua de senas, لغة الإشارة",
  ),
  hearingLoop: plain(
    "boucle magnetique, boucle auditive, induction loop, hearing loop, bucle magnetico, حلقة سمعية",
  ),
  subtitles: plain("sous-titre*, subtitle*, captioned, captions, subtitulad*, ترجمة نصية"),
  quiet: plain(
    "calme, calmes, silencieu*, au calme, lumiere douce, cadre previsible, quiet, calm, low-sensory, sensory friendly, relaxed session, tranquilo*, silencio, هادئ",
  ),
} as const;

/** Names of languages as people write that they are spoken. */
const languageWords: readonly (readonly [code: string, pattern: WordPattern])[] = [
  ["ar", plain("arabe, arabic, arabe dialectal, darija, العربية, عربي")],
  ["fa", plain("dari, persan, farsi, persian, persa")],
  ["ps", plain("pachto, pashto")],
  ["uk", plain("ukrainien*, ukrainian, ucraniano")],
  ["ru", plain("russe, russian, ruso")],
  ["pt", plain("portugais, portuguese, portugues")],
  ["tr", plain("turc, turkish, turco")],
  ["en", plain("anglais, english, ingles")],
  ["es", plain("espagnol, spanish, espanol, castellano")],
  ["fr", plain("francais, french, frances")],
  ["it", plain("italien, italian, italiano")],
  ["de", plain("allemand, german, aleman")],
  ["pl", plain("polonais, polish, polaco")],
  ["ro", plain("roumain, romanian, rumano")],
  ["ur", plain("ourdou, urdu")],
  ["bn", plain("bengali, bangla")],
  ["pa", plain("punjabi, pendjabi")],
  ["so", plain("somali")],
  ["ti", plain("tigrinya, tigrigna")],
  ["am", plain("amharique, amharic")],
  ["zh", plain("chinois, chinese, mandarin, cantonese, chino")],
  ["vi", plain("vietnamien, vietnamese")],
  ["ta", plain("tamoul, tamil")],
  ["ku", plain("kurde, kurdish, kurmanji")],
  ["sq", plain("albanais, albanian")],
  ["cy", plain("gallois, welsh")],
  ["eu", plain("basque, euskera, euskara")],
  ["ca", plain("catalan, catala")],
  ["lsf", plain("langue des signes francaise, lsf")],
  ["bsl", plain("british sign language, bsl")],
];

function firstNumber(text: string, rules: readonly RegExp[]): number | null {
  for (const rule of rules) {
    const found = rule.exec(text);
    if (found?.[1] !== undefined) return Number(found[1]);
  }
  return null;
}

/** Ages that the words give: "60 ans et plus", "11-17 ans", "under 25s". Ages of months are none. */
export function agesIn(folded: string): { readonly ageMin: number | null; readonly ageMax: number | null } {
  for (const rule of ageRange) {
    const found = rule.exec(folded);
    const [low, high] = [Number(found?.[1]), Number(found?.[2])];
    if (low < high && high <= 110) return { ageMin: low, ageMax: high };
  }
  return { ageMin: firstNumber(folded, ageFrom), ageMax: firstNumber(folded, ageTo) };
}

function genderIn(text: string): "women" | "men" | null {
  if (patterns.women.test(text)) return "women";
  return patterns.men.test(text) ? "men" : null;
}

function featuresIn(text: string): string[] {
  const named = [
    ["sign-language", patterns.sign],
    ["hearing-loop", patterns.hearingLoop],
    ["subtitles", patterns.subtitles],
    ["quiet", patterns.quiet],
  ] as const;
  return named.flatMap(([code, pattern]) => (pattern.test(text) ? [code] : []));
}

/** Takes markup out of a text. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/<[^>]{0,200}>/g, " ")
    .replace(/&nbsp;|&amp;|&#\d{1,6};/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Reads what name and description say, by general rules in French, English, Spanish and Arabic. */
export function readTextFacts(name: string, description: string): TextFacts {
  const text = foldText(withoutMarkup(`${name}. ${description}`));
  const has = (key: keyof typeof patterns): boolean => patterns[key].test(text);
  const isUpstairs = has("upperFloor") && !has("lift");
  return {
    ...agesIn(text),
    gender: genderIn(text),
    hasStairs: has("stairs") || isUpstairs,
    isStepFree: has("stepFree"),
    isOnlineOnly: has("onlineOnly"),
    isFull: has("full"),
    hasWaitingList: has("waiting"),
    isClosed: has("closed"),
    servesAlcohol: has("alcohol"),
    involvesGambling: has("gambling"),
    isFree: has("free"),
    fetchesPeople: has("fetches"),
    isWelcoming: has("welcoming"),
    isDemanding: has("demanding") && !has("noAudition"),
    isForRetired: has("retired"),
    isForResidents: has("residents"),
    needsReferral: has("referral"),
    features: featuresIn(text),
    languages: languageWords.flatMap(([code, pattern]) => (pattern.test(text) ? [code] : [])),
  };
}
