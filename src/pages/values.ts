import { html } from 'hono/html'
import { GEO, type Term, XSD } from '../rdf/rdf.ts'
import {
  boundsText,
  coordinateText,
  decoded,
  labelOf,
  plainNumber,
  timeText,
  type ValueDetail
} from '../store/store.ts'
import { type Html, link, type PageSite } from './layout.ts'

const FILE_PATH = 'http://commons.wikimedia.org/wiki/Special:FilePath/'

/** A value as people read it. */
export function valueHtml(term: Term, site: PageSite, detail: ValueDetail = {}): Html {
  const { store, manifest } = site
  if (term.termType === 'NamedNode') {
    if (term.value.startsWith(`${manifest.base}.well-known/genid/`)) return html`<i>unknown</i>`
    const label = labelOf(store, term, manifest.language)
    if (label !== undefined) return link(term.value, label, site)
    if (term.value.startsWith(FILE_PATH))
      return link(term.value, decoded(term.value.slice(FILE_PATH.length)), site)
    return link(term.value, decoded(term.value.replace(manifest.base, '')), site)
  }
  if (term.termType !== 'Literal') return html`${term.value}`
  const datatype = term.datatype.value
  if (datatype === `${XSD}dateTime` || datatype === `${XSD}date`)
    return html`<time datetime="${term.value}">${timeText(term.value, detail.precision ?? 11, manifest.language)}</time>`
  if (datatype === `${XSD}decimal` || datatype === `${XSD}integer` || datatype === `${XSD}double`) {
    const unit =
      detail.unit === undefined ? '' : (labelOf(store, detail.unit, manifest.language) ?? detail.unit)
    return html`${plainNumber(term.value)}${unit === '' ? '' : ` ${unit}`}${boundsText(term.value, detail)}`
  }
  if (datatype === `${GEO}wktLiteral`) return html`${coordinateText(term.value)}`
  if (detail.address !== undefined) return link(detail.address, term.value, site)
  // `und` says that the language is not known, and would only be noise.
  if (term.language && term.language !== 'und' && term.language !== manifest.language)
    return html`<span lang="${term.language}">${term.value}</span> <small>${term.language}</small>`
  return html`${term.value}`
}
