import { html } from 'hono/html'
import { GEO, type Term } from '../rdf/rdf.ts'
import {
  boundsText,
  coordinateText,
  decoded,
  isNumber,
  isTime,
  plainNumber,
  pointPattern,
  precisionOf,
  type ValueDetail
} from '../store/store.ts'
import { filePageOf } from './commons.ts'
import { timeWords } from './dates.ts'
import { type Html, link, type PageSite } from './site.ts'
import { languageAttributes, languageName, nameFor, readerLanguage, wordsHtml } from './words.ts'

/** A value as people read it. */
export function valueHtml(term: Term, site: PageSite, detail: ValueDetail = {}): Html {
  const { manifest } = site
  const language = readerLanguage(site)
  if (term.termType === 'NamedNode') {
    if (term.value.startsWith(`${manifest.base}.well-known/genid/`)) return html`<i>unknown</i>`
    const name = nameFor(site, term.value)
    if (name !== undefined) return link(term.value, wordsHtml(name), site)
    const file = filePageOf(term.value)
    if (file) return link(file.page, file.name, site)
    return link(term.value, decoded(term.value.replace(manifest.base, '')), site)
  }
  if (term.termType !== 'Literal') return html`${term.value}`
  if (isTime(term)) {
    const time = timeWords(term.value, precisionOf(term, detail), language)
    // HTML §2.3.5 has no years before our era.
    const datetime = term.value.startsWith('-') ? '' : html` datetime="${term.value}"`
    return html`<time${datetime}${languageAttributes(time.language)}>${time.text}</time>`
  }
  if (isNumber(term)) {
    const unit = detail.unit === undefined ? undefined : nameFor(site, detail.unit)
    return html`${numberText(term.value)}${unit ? html` ${wordsHtml(unit)}` : detail.unit === undefined ? '' : ` ${detail.unit}`}${boundsText(term.value, detail)}`
  }
  if (term.datatype.value === `${GEO}wktLiteral`) return pointHtml(term.value, site)
  if (detail.address !== undefined) return link(detail.address, term.value, site)
  // `und` says that the language is not known, and would only be noise.
  if (term.language && term.language !== 'und' && term.language !== language)
    return html`${wordsHtml({ text: term.value, language: term.language })} <small>(${languageName(term.language)})</small>`
  return wordsHtml({ text: term.value, language: term.language })
}

/** A decimal with its digits in groups, as English has them: `1,234.5`. Nothing is rounded. */
function numberText(decimal: string): string {
  const [, sign = '', whole = '', rest = ''] = /^([+-]?)(\d+)(\.\d+)?$/.exec(decimal) ?? []
  if (whole === '') return plainNumber(decimal)
  // Four digits are read at a glance, and may be a year.
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole
  return `${sign === '-' ? '−' : ''}${grouped}${rest}`
}

/** A point on the earth, which a map shows; a point elsewhere as it is written. */
function pointHtml(value: string, site: PageSite): Html {
  const [, longitude, latitude] = pointPattern.exec(value) ?? []
  if (longitude === undefined || latitude === undefined) return html`${value}`
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=12/${latitude}/${longitude}`
  return html`${link(map, coordinateText(value), site)} <small>on OpenStreetMap</small>`
}
