import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import {
  countsInWords,
  countsOf,
  type DisagreementCounts,
  firstOfEachKind,
  kindInWords,
  type ReportedDataset,
  type ReportedDisagreement,
  type ReportedSide,
  sidesByRank,
  statesInWords,
  type Witness
} from './disagreements.ts'
import { filterStyle, reportStyle } from './disagreements-style.ts'
import { addressOf, Markup, markup } from './markup.ts'

const shownOfAKind = 500
const shownSides = 60
const shownWitnesses = 6

/** A kind of which there are some, with those that are shown. */
interface Kind {
  readonly name: string
  readonly words: string
  /** Of its section. */
  readonly id: string
  /** Marks everything that is of this kind. */
  readonly mark: string
  readonly open: number
  readonly settled: number
  readonly shown: readonly { readonly row: ReportedDisagreement; readonly id: string }[]
}

/**
 * Disagreements as one HTML document, in pieces, with no script and nothing to fetch: how many there are, of which
 * kind and state, and of each kind at most `most`, open ones first. The rows are taken twice.
 */
export function* disagreementsHtml(
  rows: Iterable<ReportedDisagreement>,
  dataset: ReportedDataset,
  most = shownOfAKind
): Iterable<string> {
  const counts = countsOf(rows)
  const kinds = kindsOf(counts, firstOfEachKind(rows, most), dataset)
  yield head(dataset, `${reportStyle}${filterStyle(kinds)}`)
  yield opening(dataset, counts, kinds).html
  yield* contents(kinds)
  yield filters(counts, kinds).html
  for (const kind of kinds) {
    yield sectionHead(kind).html
    for (const { row, id } of kind.shown) yield article(row, id, dataset).html
    yield '</section>\n'
  }
  yield markup`</main>
</body>
</html>
`.html
}

function kindsOf(
  counts: DisagreementCounts,
  shown: ReadonlyMap<string, readonly ReportedDisagreement[]>,
  { base }: ReportedDataset
): Kind[] {
  const choices = [...counts.kinds.keys()].map((_, i) => `only-${i}`)
  const ids = new Ids(['state-all', 'state-open', 'state-settled', 'only-all', ...choices])
  return [...counts.kinds].map(([name, { open, settled }], i) => {
    const own = (iri: string): string =>
      iri.startsWith(`${base}disagreement/`) ? iri.slice(`${base}disagreement/`.length) : iri
    return {
      name,
      words: kindInWords(name),
      id: ids.take(name),
      mark: `kind k${i}${open === 0 ? ' no-open' : ''}${settled === 0 ? ' no-settled' : ''}`,
      open,
      settled,
      shown: shown.get(name)!.map(row => ({ row, id: ids.take(own(row.iri)) }))
    }
  })
}

/** Ids of elements, each given once; letters, digits and few marks, so that they are the same in an address. */
class Ids {
  readonly #taken: Set<string>

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken)
  }

  take(name: string): string {
    const plain = name.replace(/[^\p{L}\p{N}._~-]+/gu, '_') || '_'
    let id = plain
    for (let i = 2; this.#taken.has(id); i++) id = `${plain}-${i}`
    this.#taken.add(id)
    return id
  }
}

/** The style is allowed by its hash, and nothing else may be loaded, sent or run (CSP 3). */
function head({ title }: ReportedDataset, style: string): string {
  const hash = btoa(String.fromCharCode(...sha256(utf8ToBytes(style))))
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Disagreements · ${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
`.html
}

const number = (n: number): string => n.toLocaleString('en')

function opening(
  { title, base, version }: ReportedDataset,
  counts: DisagreementCounts,
  kinds: readonly Kind[]
): Markup {
  const rows = kinds.map(
    ({ id, words, mark, open, settled }) =>
      markup`<tr class="${mark}"><th scope="row"><a href="${fragment(id)}">${words}</a></th><td>${number(open)}</td><td>${number(settled)}</td><td>${number(open + settled)}</td></tr>
`
  )
  return markup`<header>
<h1>Where sources disagree: <bdi>${title}</bdi></h1>
<p>${countsInWords(counts)}. Both sides stay on record; what holds is marked by its rank.</p>
<p class="soft">The dataset is ${link(base, base)}${version === undefined ? '' : `, version ${version}`}. As tables: <a href="disagreements.csv">disagreements.csv</a> and <a href="disagreements.json">disagreements.json</a>.</p>
</header>
<nav aria-label="Kinds of disagreement">
<table>
<caption>By kind and state</caption>
<thead><tr><th scope="col">Kind</th><th scope="col">Open</th><th scope="col">Settled</th><th scope="col">All</th></tr></thead>
<tbody>
${rows}</tbody>
<tfoot><tr><th scope="row">All kinds</th><td>${number(counts.open)}</td><td>${number(counts.settled)}</td><td>${number(counts.open + counts.settled)}</td></tr></tfoot>
</table>
</nav>
`
}

function* contents(kinds: readonly Kind[]): Iterable<string> {
  yield '<nav aria-label="Contents">\n<details class="contents">\n<summary>Contents</summary>\n<ol>\n'
  for (const { id, words, mark, shown } of kinds) {
    yield markup`<li class="${mark}"><a href="${fragment(id)}">${words}</a>
<ol>
`.html
    for (const { row, id: own } of shown)
      yield markup`<li class="is-${row.state}"><a href="${fragment(own)}"><bdi>${nameOf(row.about)}</bdi>${propertyWords(row)}</a> <small>${row.state}</small></li>
`.html
    yield '</ol></li>\n'
  }
  yield '</ol>\n</details>\n</nav>\n<main>\n'
}

const propertyWords = ({ property }: ReportedDisagreement): Markup =>
  property === undefined ? markup`` : markup` — <bdi>${nameOf({ ...property })}</bdi>`

/** Radio buttons, where there is something to choose; the style does the rest. */
function filters({ open, settled }: DisagreementCounts, kinds: readonly Kind[]): Markup {
  const choice = (group: string, id: string, words: string, chosen = false): Markup =>
    markup`<label><input type="radio" name="${group}" id="${id}" autocomplete="off"${chosen ? markup` checked` : ''}> ${words}</label>
`
  const states = markup`<fieldset><legend>State</legend><div>
${choice('state', 'state-all', 'All', true)}${choice('state', 'state-open', `Open (${number(open)})`)}${choice('state', 'state-settled', `Settled (${number(settled)})`)}</div></fieldset>
`
  const ofKind = markup`<fieldset><legend>Kind</legend><div>
${choice('kind', 'only-all', 'All', true)}${kinds.map(({ words }, i) => choice('kind', `only-${i}`, words))}</div></fieldset>
`
  return markup`<div class="filters">
${open > 0 && settled > 0 ? states : undefined}${kinds.length > 1 ? ofKind : undefined}</div>
<p class="none" role="status">There is no disagreement of this kind and state.</p>
`
}

function sectionHead({ id, words, mark, open, settled, shown }: Kind): Markup {
  const all = open + settled
  const rest =
    shown.length < all
      ? markup`<p>The first ${number(shown.length)} are shown, open ones first; ${number(all - shown.length)} more stand in <a href="disagreements.csv">disagreements.csv</a>.</p>
`
      : undefined
  return markup`<section class="${mark}" aria-labelledby="${id}">
<h2 id="${id}">${words}</h2>
<p class="soft">${statesInWords({ open, settled })}</p>
${rest}`
}

function article(row: ReportedDisagreement, id: string, { language }: ReportedDataset): Markup {
  const { iri, state, about, property, comment, resolution, witnesses } = row
  const sides = sidesByRank(row)
  const of =
    property && markup` — ${link(property.iri, nameOf(property))} <small><bdi>${property.id}</bdi></small>`
  const left = sides.length - shownSides
  return markup`<article id="${id}" class="is-${state}">
<header>
<h3><span lang="${language}">${link(about.iri, nameOf(about))}</span>${of}</h3>
<span class="badge">${state}</span>
</header>
<p dir="auto">${comment}</p>
${
  sides.length === 0
    ? undefined
    : markup`<ul class="sides">${sides.slice(0, shownSides).map(side)}</ul>
`
}${
  left > 0
    ? markup`<p class="soft">${number(left)} more statements stand in <a href="disagreements.json">disagreements.json</a>.</p>
`
    : undefined
}${
  witnesses.length === 0
    ? undefined
    : markup`<h4>${sides.length === 0 ? 'Where this is found' : 'Other words on this'}</h4>
${witnessList(witnesses)}
`
}<div class="decision">
<h4>${state === 'open' ? 'Why it stays open' : 'What was decided'}</h4>
<p dir="auto">${resolution}</p>
</div>
<footer><a href="${fragment(id)}">Link to this</a>${addressOf(iri) === undefined ? undefined : markup` · ${link(iri, 'IRI')}`}</footer>
</article>
`
}

const side = ({ iri, value, qualifiers, rank, reason, witnesses }: ReportedSide): Markup => markup`
<li class="${rank}">
<p class="value"><strong><bdi>${value}</bdi></strong> <span class="badge">${rank}</span></p>
${
  qualifiers.length === 0
    ? undefined
    : markup`<ul class="soft">${qualifiers.map(one => markup`<li dir="auto">${one}</li>`)}</ul>
`
}${
  reason === undefined
    ? undefined
    : markup`<p class="reason">Why ${rank}: <bdi>${reason}</bdi></p>
`
}${witnesses.length === 0 ? undefined : witnessList(witnesses)}
${
  addressOf(iri) === undefined
    ? undefined
    : markup`<p class="iri">${link(iri, 'Statement')}</p>
`
}</li>`

/** Of many the first, and the others for whoever wants them. */
function witnessList(witnesses: readonly Witness[]): Markup {
  const list = (some: readonly Witness[]): Markup => markup`<ul class="witnesses">${some.map(witness)}</ul>`
  const [first, rest] = [witnesses.slice(0, shownWitnesses), witnesses.slice(shownWitnesses)]
  if (rest.length === 0) return list(first)
  return markup`${list(first)}
<details><summary class="soft">${number(rest.length)} more ${rest.length === 1 ? 'place' : 'places'}</summary>${list(rest)}</details>`
}

/** What a source says is in whatever language it is written in. */
const witness = ({ source, title, date, place, quote, method }: Witness): Markup => markup`
<li><p><cite lang="">${link(source, nameOf({ iri: source, label: title }))}</cite>${date === undefined ? undefined : markup` (<bdi>${date}</bdi>)`}${place === '' ? undefined : markup`, <bdi>${place}</bdi>`}</p>
${
  quote === undefined
    ? undefined
    : markup`<blockquote lang="" dir="auto"><p>${quote}</p></blockquote>
`
}${
  method === undefined
    ? undefined
    : markup`<p class="soft" dir="auto">Read as: ${method}</p>
`
}</li>`

/** What something is called, or else its IRI: a link needs words to click on. */
const nameOf = ({ iri, label }: { readonly iri: string; readonly label: string }): string =>
  label.trim() || iri.trim() || 'without a name'

const fragment = (id: string): string => `#${encodeURIComponent(id)}`

/** A link, or the bare text where the address is not one to follow. */
function link(iri: string, text: string): Markup {
  const address = addressOf(iri)
  return address === undefined
    ? markup`<bdi>${text}</bdi>`
    : markup`<a href="${address}"><bdi>${text}</bdi></a>`
}
