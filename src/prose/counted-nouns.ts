import { isCapitalised, type Token, tokenAt, wordSet } from './tokens.ts'

/** Nouns, and signs, that a number before them counts or measures: "2000 troops" is no year. */
const countedNouns = wordSet(`
  % ° °c percent per cent km kms kilometre kilometres kilometer kilometers metre metres meter meters m cm mm mi
  mile miles foot feet ft yard yards inch inches acre acres hectare hectares ha square sq cubic kg kgs kilogram
  kilograms gram grams g ton tons tonne tonnes litre litres liter liters barrel barrels hz mhz ghz kw mw gw kwh
  watts volts hp degrees degree bytes mb gb calories dollar dollars euro euros pound pounds rouble roubles ruble
  rubles yen yuan franc francs mark marks crown crowns dram drams lira liras usd eur gbp rub cents year years
  month months week weeks day days hour hours minute minutes second seconds times
  people persons person men women children boys girls troops soldiers peacekeepers personnel workers employees
  students pupils teachers members residents inhabitants citizens refugees migrants protesters protestors
  demonstrators fighters militants rebels prisoners detainees hostages victims casualties civilians officers
  policemen police sailors pilots airmen marines horsemen cavalry infantry infantrymen knights guards volunteers
  reservists conscripts veterans delegates participants visitors tourists passengers spectators voters deputies
  doctors nurses farmers peasants families households souls slaves settlers immigrants copies specimens
  tanks aircraft planes helicopters vehicles cars trucks buses ships boats vessels guns rifles missiles rockets
  shells bombs mines weapons warheads rounds horses camels cattle sheep animals species trees plants books volumes
  pages words articles items units pieces parts places points votes seats rooms beds houses homes buildings flats
  apartments villages towns cities settlements islands lakes rivers mountains monasteries churches mosques schools
  hospitals companies firms shops sites objects paintings works letters documents manuscripts coins stamps
  characters lines files tickets wounded dead injured killed million billion thousand hundred dozen men's women's
`)

/** Words that end a noun phrase; behind one, no noun belongs to the number before it. */
const phraseEnds = wordSet(`
  the a an and or but nor of in on at by for from to with without under over after before during until since than
  as that which who whom whose when where while if because is are was were be been being has have had do does did
  will would can could may might must shall should not it its he she they we i this these those there their his her
  both all each every some any no into onto upon against between among through throughout about also then
`)

/** Beginnings of the tokens of "Greeks", "Armenians": the many people of one country, who are counted. */
const peoples =
  /^(?:\p{Lu}\p{Ll}+(?:ians|eans|icans|kans|tans)|Russians|Turks|Greeks|Poles|Germans|Romans|Serbs|Croats|Jews|Muslims|Christians|Kurds|Arabs|Kazakhs|Uzbeks|Tajiks|Turkmens|Tatars|Danes|Swedes|Finns|Czechs|Slovaks|Bulgars)$/u

/**
 * Whether the words from a token on make the number before them a count or a measure. `reach`: among how many
 * words the noun is looked for, "2000 heavily armed men"; a word that ends the phrase ends the search.
 */
export function isCounted(tokens: readonly Token[], from: number, reach = 1): boolean {
  for (let index = from; index < from + reach; index += 1) {
    const token = tokenAt(tokens, index)
    if (token.kind === 'mark' && countedNouns.has(token.text)) return index === from
    if (token.kind !== 'word') {
      // "1500-strong", "the 1000-year reign".
      return index === from && token.text === '-' && token.joined && isCountedWord(tokenAt(tokens, from + 1))
    }
    if (isCountedWord(token)) return true
    if (phraseEnds.has(token.lower)) return false
  }
  return false
}

const isCountedWord = (token: Token): boolean =>
  (countedNouns.has(token.lower) ||
    token.lower === 'strong' ||
    (token.text.length < 24 && peoples.test(token.text))) &&
  !(isCapitalised(token) && /^(?:mark|crown|person|may|march)$/.test(token.lower))

/** Whether a word is one of those between the parts of a sentence: "the", "of", "which". */
export const isFunctionWord = ({ lower }: Token): boolean => phraseEnds.has(lower)
