import type { Span } from './document.ts'
import type { MarkupNode, WikitextMarkup } from './wikitext-markup.ts'

/** What a template shows: words of its own, a parameter (counted from 0), or a space. */
export type Shown = string | { readonly place: number; readonly link?: true } | { readonly place?: undefined }

/** What a template shows of its parameters, those in places and those with names. */
export type TemplateReader = (placed: readonly string[], named: ReadonlyMap<string, Span>) => readonly Shown[]

const space: Shown = {}
const first: TemplateReader = () => [{ place: 0 }]
const second: TemplateReader = () => [{ place: 1 }]
const last: TemplateReader = placed => [{ place: placed.length - 1 }]
const linked: TemplateReader = () => [{ place: 0, link: true }]

const months = 'January February March April May June July August September October November December'.split(
  ' '
)

/** A date of year, month and day in places, `{{birth date|1950|1|2}}`, as a reader sees it. */
const date: TemplateReader = placed => {
  const [year, month, day] = placed.filter(text => /^-?\d{1,4}$/.test(text)).map(Number)
  if (year === undefined) return placed.length > 0 ? [{ place: 0 }] : []
  const name = month === undefined ? undefined : months[month - 1]
  if (name === undefined) return [String(year)]
  return [day ? `${day} ${name} ${year}` : `${name} ${year}`]
}

/** `{{convert|5|km}}`, `{{convert|5|to|7|km|mi}}`: the measure as given; the converted one is no source's. */
const measure: TemplateReader = placed =>
  /^(?:to|and|or|by|x|-|–|to\(-\))$/.test(placed[1] ?? '')
    ? [
        { place: 0 },
        ' ',
        placed[1] === '-' ? '–' : placed[1]!.replace(/\(.*/, ''),
        ' ',
        { place: 2 },
        space,
        { place: 3 }
      ]
    : [{ place: 0 }, space, { place: 1 }]

const readers: Readonly<Record<string, TemplateReader>> = {
  ...Object.fromEntries(
    'nowrap nobr nobold nowraplinks small smaller big larger resize abbr abbrlink tooltip em strong sc smallcaps visible anchor val nts number formatnum flagu flaglist math mvar nihongo korean ill interlanguage link ilh lang-en quote blockquote cquote quotation centered pull quote text aut url official website'
      .match(/visible anchor|interlanguage link|pull quote|official website|\S+/g)!
      .map(name => [name, first])
  ),
  ...Object.fromEntries(
    ['flag', 'flagcountry', 'flag country', 'flagg', 'flag+link'].map(name => [name, linked])
  ),
  ...Object.fromEntries(
    ['lang', 'langx', 'native name', 'native phrase', 'rtl-lang', 'bo-textonly', 'script'].map(name => [
      name,
      second
    ])
  ),
  ...Object.fromEntries(
    ['transl', 'transliteration', 'translit', 'color', 'font color'].map(name => [name, last])
  ),
  ...Object.fromEntries(
    'birth date|birth date and age|birth-date|bda|dob|death date|death date and age|start date|start date and age|end date|film date|release date|dts|date|founded|established'
      .split('|')
      .map(name => [name, date])
  ),
  ...Object.fromEntries(['convert', 'cvt'].map(name => [name, measure])),
  circa: () => ['c.', space, { place: 0 }],
  'c.': () => ['c.', space, { place: 0 }],
  'as of': placed => ['As of', space, ...date(placed, new Map())],
  frac: () => [{ place: 0 }, '/', { place: 1 }],
  ubl: placed => commas(placed.length),
  hlist: placed => commas(placed.length),
  nbsp: () => [space],
  snd: () => [space, '–', space],
  'spaced ndash': () => [space, '–', space],
  ndash: () => ['–'],
  mdash: () => ['—'],
  'en dash': () => ['–'],
  'em dash': () => ['—'],
  "'": () => ["'"],
  '!': () => ['|']
}

const commas = (count: number): Shown[] =>
  Array.from({ length: count }, (_, place): Shown[] =>
    place === 0 ? [{ place }] : [',', space, { place }]
  ).flat()

/** How a template is read, or undefined for one that shows nothing of the text. */
export const templateReader = (name: string): TemplateReader | undefined =>
  Object.hasOwn(readers, name) ? readers[name] : /^lang-[a-z-]{2,12}$/.test(name) ? first : undefined

/** A template's name as templates are called: without case and underscores. */
export const nameOf = (source: string, part: Span): string =>
  source
    .slice(part.start, Math.min(part.end, part.start + 100))
    .replace(/<!--.*/s, '')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase()

/** The parameters of a template, given its parts; names are in lower case. */
export function parametersOf(
  source: string,
  parts: readonly Span[]
): { placed: Span[]; named: Map<string, Span>; keys: Map<string, Span> } {
  const placed: Span[] = []
  const named = new Map<string, Span>()
  const keys = new Map<string, Span>()
  for (const { start, end } of parts.slice(1)) {
    const match = /^\s*([^=<>[\]{}|]{1,60}?)\s*=/.exec(source.slice(start, Math.min(end, start + 100)))
    const name = match?.[1]?.trim().toLowerCase()
    if (match && name && !/^https?:/.test(name)) {
      const span = { start: start + match[0].length, end }
      if (/^\d{1,2}$/.test(name)) placed[Number(name) - 1] = span
      else {
        named.set(name, span)
        const offset = match[0].indexOf(match[1]!)
        keys.set(name, { start: start + offset, end: start + offset + match[1]!.length })
      }
    } else placed.push({ start, end })
  }
  return { placed: Array.from(placed, span => span ?? { start: 0, end: 0 }), named, keys }
}

/** The entries of a template that makes a list of them, `{{ubl|a|b}}`, `{{plainlist|* a …}}`. */
export function listParts(markup: WikitextMarkup, node: Span & Pick<MarkupNode, 'kind'>): Span[] | undefined {
  const { source } = markup
  if (
    !/^\{\{\s*(?:ubl|ublist|unbulleted[ _]list|plain ?list|plainlist|flat ?list|hlist|bulleted[ _]list|br ?separated|list)\s*[|\n]/i.test(
      source.slice(node.start, node.start + 40)
    )
  )
    return undefined
  return parametersOf(source, markup.cut(node.start + 2, node.end - 2, '|')).placed
}
