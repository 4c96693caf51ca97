import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  languagesNamed,
  parseLanguageTables,
  type TaggingContext,
  tagLanguages
} from '../src/alignment/languages.ts'

const ontology = new URL('../ontology/', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, ontology), 'utf8')
const territoriesTsv = read('territories.tsv')
const tables = parseLanguageTables(read('languages.tsv'), territoriesTsv)

const among = (candidates: string, more: Partial<TaggingContext> = {}): TaggingContext => ({
  candidates: candidates.split(' ').filter(Boolean),
  known: new Map(),
  ...more
})

/** Language and method of one text. */
const tagOf = (text: string, candidates: string, more?: Partial<TaggingContext>): string => {
  const [tagged] = tagLanguages([text], among(candidates, more), tables)
  return `${tagged?.language} ${tagged?.method}`
}

const und = 'und undetermined'

describe('names of languages and territories', () => {
  test.each([
    ['Russian', 'ru'],
    ['russian language', 'ru'],
    ['Kyrgyz', 'ky'],
    ['Kirghiz', 'ky'],
    ['Standard Mandarin', 'zh'],
    ['Bengali', 'bn'],
    ['Slovene', 'sl'],
    ['Armenia', 'hy'],
    ['North_Korea', 'ko'],
    ['Kyrgyzstan', 'ky ru'],
    ['Tajikistan', 'tg'],
    ['Russia', 'ru'],
    ['Belarus', 'be ru'],
    ['Kazakhstan', 'kk ru'],
    ["People's Republic of China", 'zh'],
    ['Republic of Ireland', 'en ga'],
    ['Ivory Coast', 'fr'],
    ["Côte d'Ivoire", 'fr'],
    ['Czech Republic', 'cs'],
    ['The Bahamas', 'en'],
    ['The Gambia', 'en'],
    ['Myanmar', 'my'],
    ['East Timor', 'pt tet'],
    ['Cape Verde', 'pt'],
    ['Eswatini', 'en ss'],
    ['North Macedonia', 'mk'],
    ['Democratic Republic of the Congo', 'fr'],
    ['Republic of the Congo', 'fr'],
    ['State of Palestine', 'ar'],
    ['Vatican City', 'it'],
    ['Federated States of Micronesia', 'en'],
    ['Turkey', 'tr'],
    ['Türkiye', 'tr'],
    ['United States', 'en'],
    ['Bosnia and Herzegovina', 'bs hr sr'],
    ['Saint Kitts and Nevis', 'en'],
    ['Hong Kong', 'en zh'],
    ['Tokelau', 'en tkl'],
    ['Atlantis', ''],
    ['', '']
  ])('%s', (name, codes) => {
    expect(languagesNamed(name, tables).join(' ')).toBe(codes)
  })

  test('no English name stands for two territories', () => {
    const owners = new Map<string, string[]>()
    for (const line of territoriesTsv.trimEnd().split('\n').slice(1)) {
      const alone = parseLanguageTables('', `\n${line}`)
      for (const name of alone.territories.keys())
        owners.set(name, [...(owners.get(name) ?? []), line.slice(0, 2)])
    }
    expect([...owners].filter(([, codes]) => codes.length > 1)).toEqual([])
  })
})

describe('an international organization', () => {
  const members = ['Armenia', 'North Korea', 'Kyrgyzstan', 'Tajikistan', 'Russia', 'Belarus', 'Kazakhstan']
  const context: TaggingContext = {
    candidates: ['Russian', ...members].flatMap(name => languagesNamed(name, tables)),
    known: new Map(),
    own: { label: 'Collective Security Treaty Organization', language: 'en' }
  }
  const nativeLabels = {
    be: 'Арганізацыя Дамовы аб калектыўнай бяспецы',
    hy: 'Հավաքական անվտանգության պայմանագրի կազմակերպություն',
    kk: 'Ұжымдық қауіпсіздік туралы шарт ұйымы',
    ko: '집단안보조약기구',
    ky: 'Жамааттык коопсуздук жөнүндө келишим уюму',
    ru: 'Организация Договора о коллективной безопасности',
    tg: 'Созмони Аҳдномаи амнияти дастаҷамъӣ'
  }

  test.each([
    ['as listed', Object.values(nativeLabels)],
    ['in another order', Object.values(nativeLabels).reverse()],
    ['decomposed', Object.values(nativeLabels).map(label => label.normalize('NFD'))]
  ])('native labels, %s', (_, labels) => {
    const tagged = tagLanguages(labels, context, tables, true)
    expect(Object.fromEntries(tagged.map(({ text, language }) => [language, text.normalize('NFC')]))).toEqual(
      nativeLabels
    )
  })

  test('the method says how sure it is', () => {
    expect(
      tagLanguages(Object.values(nativeLabels), context, tables, true).map(({ method }) => method)
    ).toEqual(['alphabet', 'script', 'alphabet', 'script', 'elimination', 'elimination', 'alphabet'])
  })

  test('without the promise of one label per language, what several can have written stays open', () => {
    expect(
      tagLanguages(Object.values(nativeLabels), context, tables).map(({ language }) => language)
    ).toEqual(['be', 'hy', 'kk', 'ko', 'und', 'und', 'tg'])
  })

  test('no short name', () => {
    const names = [
      'CSTO',
      'KTMT',
      'ODKB',
      'OVKS',
      'ΟΣΣΑ',
      'OTSC',
      'OTSC',
      'ҰҚШҰ',
      'PPKK',
      'OTSC',
      'ОДКБ',
      'KGAÖ'
    ]
    const tagged = tagLanguages([...names, 'ОДКБ', 'KXShT'], context, tables, true)
    expect(tagged.map(({ text }) => text)).toEqual([...names, 'ОДКБ', 'KXShT'])
    expect(new Set(tagged.map(({ language, method }) => `${language} ${method}`))).toEqual(new Set([und]))
  })

  test('a text that a surer step tagged, and the own label', () => {
    const known = new Map([[nativeLabels.ru, 'ru']])
    const texts = [nativeLabels.ru, 'Collective Security Treaty Organization', nativeLabels.ky]
    expect(tagLanguages(texts, { ...context, known }, tables, true)).toEqual([
      { text: nativeLabels.ru, language: 'ru', method: 'language map' },
      { text: texts[1], language: 'en', method: 'own label' },
      { text: nativeLabels.ky, language: 'und', method: 'undetermined' }
    ])
  })

  test('an address in letters that five of its languages share', () => {
    const [address] = tagLanguages(['101000, Москва, Сверчков переулок, 3/2'], context, tables)
    expect(address?.language).toBe('und')
  })
})

describe('one text', () => {
  test.each([
    ['Han without candidates', '集體安全條約組織', '', und],
    ['Han, a country of one language', '中华人民共和国', 'zh', 'zh script'],
    ['Han, of Japan', '日本国憲法', 'ja en', 'ja script'],
    ['Han could be both', '中国', 'zh ja', und],
    ['kana rules Chinese out', '東京タワー', 'zh ja', 'ja script'],
    ['Han alone does not show Korean', '大韓民國', 'ko', und],
    ['Hangul mixed with Han', '대한민국(大韓民國)', 'ko', und],
    ['Serbian in Cyrillic', 'Република Србија', 'sr', 'sr script'],
    ['Serbian in Latin letters', 'Republika Srbija', 'sr', 'sr script'],
    ['two alphabets of one language in one text', 'Република Srbija', 'sr', und],
    ['Ukrainian letters', 'Верховна Рада України', 'ru uk', 'uk alphabet'],
    ['a word of both languages', 'Москва', 'ru uk', und],
    ['a letter that the only candidate lacks', 'Верховна Рада України', 'ru', und],
    ['digits and punctuation', '101000, Москва, Сверчков переулок, 3/2', 'ru hy', 'ru script'],
    ['one Cyrillic word', 'Ереван', 'ru hy', 'ru script'],
    ['stress accents', 'Росси́йская Федера́ция', 'ru', 'ru script'],
    ['decomposed letters', 'Чёрный край'.normalize('NFD'), 'ru uk', 'ru alphabet'],
    ['apostrophes', 'Об’єднаний комітет п\u02BCяти', 'ru uk', 'uk alphabet'],
    ['Arabic', 'منظمة التعاون الإسلامي', 'ar fa ur', 'ar alphabet'],
    ['Arabic with vowel signs', 'المَمْلَكَة العَرَبِيَّة', 'ar fa', 'ar alphabet'],
    ['Persian', 'سازمان همکاری‌های اقتصادی پگاه', 'ar fa ur', 'fa alphabet'],
    ['Urdu', 'اسلامی جمہوریہ پاکستان', 'ar fa ur', 'ur alphabet'],
    ['Hebrew with points', 'מְדִינַת יִשְׂרָאֵל', 'he ar', 'he script'],
    ['Hindi beside English', 'भारत गणराज्य', 'hi en', 'hi script'],
    ['English beside Hindi', 'Republic of India', 'hi en', 'en script'],
    ['French letters', 'Confédération suisse', 'de fr', 'fr alphabet'],
    ['German letters', 'Große Bundesversammlung', 'de fr', 'de alphabet'],
    ['letters of both', 'Suisse romande', 'de fr', und],
    ['one Latin word', 'Österreich', 'de', und],
    ['one Latin word and a number', 'Expo 2000', 'de', und],
    ['dotted and undotted I', 'İSTANBUL Şehir Işık', 'tr en', 'tr alphabet'],
    ['a letter whose lower case is two', 'İ stanbul', 'en', und],
    ['a language whose letters are unknown is not given', 'Malo Tutoatasi o Samoa', 'sm', und],
    ['nor ruled out', 'Independent State of Samoa', 'en sm', und],
    ['a code the tables lack', 'Independent State of Samoa', 'en xx', und],
    ['a code with a region', 'Република Србија', 'sr-Cyrl', 'sr-Cyrl script'],
    ['capitals only', 'ОРГАНИЗАЦИЯ ДОГОВОРА', 'ru', und],
    ['capitals within a word', 'КамАЗ', 'ru', und],
    ['a hyphenated name is no acronym', 'Ростов-на-Дону', 'ru', 'ru script'],
    ['mixed scripts', 'Организация CSTO', 'ru en', und],
    ['damaged', 'Арган???ация договора', 'ru', und],
    ['replacement characters', 'Арган\uFFFDация договора', 'ru', und],
    ['question marks', '????', 'ru', und],
    ['empty', '', 'ru', und],
    ['blank', ' \t', 'ru', und],
    ['digits', '3/2', 'ru', und],
    ['emoji', '🇦🇲🕊️', 'hy', und],
    ['emoji beside words', 'Хайастан 🇦🇲', 'ru hy', 'ru script'],
    ['a lone surrogate', '\uD83D', 'ru', und]
  ])('%s', (_, text, candidates, expected) => {
    expect(tagOf(text, candidates)).toBe(expected)
  })

  test('a language map comes before the ban on acronyms', () => {
    expect(tagOf('ОДКБ', 'ru', { known: new Map([['ОДКБ', 'ru']]) })).toBe('ru language map')
  })

  test('the own label matches in either normal form', () => {
    const own = { label: 'Café Société', language: 'en' }
    expect(tagOf('Café Société'.normalize('NFD'), 'fr', { own })).toBe('en own label')
  })
})

describe('elimination', () => {
  const languages = (texts: readonly string[], candidates: string): string[] =>
    tagLanguages(texts, among(candidates), tables, true).map(({ language }) => language)

  test('runs until nothing changes', () => {
    expect(languages(['Україна і її', 'Мир'], 'uk ru')).toEqual(['uk', 'ru'])
    // The first is Ukrainian; that leaves Russian for the second, and only then Belarusian for the third.
    expect(languages(['Україна і її', 'Мир и Труд', 'Край'], 'uk ru be')).toEqual(['uk', 'ru', 'be'])
  })

  test('two texts left for one language contradict each other', () => {
    expect(languages(['Україна і її', 'Мир', 'Труд'], 'uk ru')).toEqual(['uk', 'und', 'und'])
  })

  test('the same text twice is one text', () => {
    expect(languages(['Україна і її', 'Мир', 'Мир'], 'uk ru')).toEqual(['uk', 'ru', 'ru'])
  })

  test('an acronym takes no language', () => {
    expect(languages(['ООН', 'Мир', 'Україна і її'], 'uk ru')).toEqual(['und', 'ru', 'uk'])
  })
})
