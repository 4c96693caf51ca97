import type { Context } from 'hono'
import { type WriterSettings, writeAll } from '../../dumps/dumps.ts'
import { fragmentPage } from '../../pages/pages.ts'
import {
  contentType,
  defaultGraph,
  type Format,
  formatOf,
  HYDRA,
  type Quad,
  quad,
  SD,
  type Term,
  termText
} from '../../rdf/rdf.ts'
import { type QuadPattern, type Store, sliceOf } from '../../store/store.ts'
import { pageSiteOf } from '../documents.ts'
import { Fault } from '../faults.ts'
import { pageNumber } from '../paging.ts'
import { link, pageHeaders } from '../protocol/header-fields.ts'
import { parametersNamed } from '../protocol/parameters.ts'
import { uriOf } from '../protocol/paths.ts'
import { send } from '../protocol/representations.ts'
import { documentVariants, pick, type Site } from '../site.ts'
import { defaultGraphIri, type FragmentPage, fragmentControls, fragmentParameters } from './controls.ts'
import { fragmentTerm, namedTerm } from './terms.ts'

/** How many matches a page has. */
const pageSize = 100

/** What a client asks for. */
interface Question {
  /** The parameters as they were given. */
  readonly given: Partial<Record<(typeof fragmentParameters)[number], string>>
  /** Undefined where no quad can match, such as with a literal for a subject. */
  readonly pattern: QuadPattern | undefined
  /** Counted from 1. */
  readonly page: number
}

/**
 * `/fragments{?subject,predicate,object,graph}`: a page of the quads that match a pattern, with the controls to ask
 * for every other (https://linkeddatafragments.org/specification/triple-pattern-fragments/). Formats with graphs
 * give the quads of all graphs, or of one; formats without give the triples of the default graph, or of the one
 * asked for.
 */
export async function fragments(c: Context, site: Site): Promise<Response> {
  const { extension } = pick(c, documentVariants)
  const format = formatOf(extension)
  const { given, pattern, page } = questionOf(c, site.base)
  const hasGraphs = format?.quads ?? true
  const [s = null, p = null, o = null, g = null] = pattern ?? []
  const asked: QuadPattern = [s, p, o, g ?? (hasGraphs ? null : defaultGraph)]
  const total = pattern ? totalOf(site.published.store, asked) : 0
  const pages = Math.max(1, Math.ceil(total / pageSize))
  if (page > pages)
    throw new Fault('not-found', `The fragment has ${pages} ${pages === 1 ? 'page' : 'pages'}`, {
      headers: { Vary: 'Accept' }
    })
  const { search } = new URL(c.req.url)
  const here = pageOf(site.base, search, { page, pages, total, hasGraphs })
  const made = await site.representations.of(`fragments ${extension} ${search}`, () => {
    const found = pattern ? sliceOf(site.published.store, asked, (page - 1) * pageSize, pageSize) : []
    const quads = found.map(each => named(each, site.base, hasGraphs))
    return format
      ? documentOf(site, format, fragmentControls(here), quads)
      : fragmentPage(pageSiteOf(site), { given, quads, offset: (page - 1) * pageSize, ...here })
  })
  return send(c, made, {
    ...(format ? { 'Content-Type': contentType(format) } : pageHeaders),
    Vary: 'Accept',
    Link: linksOf(here, site.published.manifest.license)
  })
}

function questionOf(c: Context, base: string): Question {
  const { page: number, ...given } = parametersNamed(c, [...fragmentParameters, 'page'])
  const page = pageNumber(number)
  const terms = fragmentParameters.map(name => fragmentTerm(given[name] ?? '', name, base))
  const variables = terms.filter(term => typeof term === 'string')
  if (new Set(variables).size < variables.length)
    throw new Fault('bad-request', 'A variable may stand in one place only; ask for more and compare')
  const [s = null, p = null, o = null, g = null] = terms.map(term => (typeof term === 'string' ? null : term))
  const isPossible =
    (!s || s.termType === 'NamedNode' || s.termType === 'BlankNode') &&
    (!p || p.termType === 'NamedNode') &&
    (!g || g.termType === 'NamedNode' || g.termType === 'BlankNode')
  const graph = g?.value === defaultGraphIri ? defaultGraph : g
  return { given, page, pattern: isPossible ? [s, p, o, graph] : undefined }
}

/** So many counts are kept for each store: paging through a fragment asks for the same again and again. */
const keptTotals = 1000
const totals = new WeakMap<Store, Map<string, number>>()

function totalOf(store: Store, pattern: QuadPattern): number {
  const kept = totals.get(store) ?? new Map<string, number>()
  totals.set(store, kept)
  const key = pattern.map(keyOf).join(' ')
  const known = kept.get(key)
  if (known !== undefined) return known
  const total = store.count(...pattern)
  if (kept.size >= keptTotals) kept.clear()
  kept.set(key, total)
  return total
}

const keyOf = (term: Term | null): string =>
  term === null ? '*' : term.termType === 'DefaultGraph' ? '' : termText(term)

/** A page and those around it, in the very spelling in which it was asked for. */
function pageOf(
  base: string,
  search: string,
  of: { readonly page: number; readonly pages: number; readonly total: number; readonly hasGraphs: boolean }
): FragmentPage {
  const kept = search
    .slice(1)
    .split('&')
    .filter(part => part !== '' && !/^page(?:=|$)/.test(part))
    .join('&')
  // What a URL may hold raw and an IRI may not.
  const inIri = (part: string) => uriOf(part.replace(/["<>\\^`{|}]/g, char => encodeURIComponent(char)))
  const start = `${uriOf(base)}fragments`
  const numbered = (page: number) => `${start}?${kept === '' ? '' : `${inIri(kept)}&`}page=${page}`
  return {
    base,
    total: of.total,
    hasGraphs: of.hasGraphs,
    pageSize,
    fragment: start + (kept === '' ? '' : `?${inIri(kept)}`),
    page: start + inIri(search),
    first: numbered(1),
    last: numbered(of.pages),
    next: of.page < of.pages ? numbered(of.page + 1) : undefined,
    previous: of.page > 1 ? numbered(of.page - 1) : undefined
  }
}

function linksOf({ fragment, first, last, next, previous }: FragmentPage, license?: string): string {
  const rows = { first, prev: previous, next, last, collection: fragment, license }
  return Object.entries(rows)
    .flatMap(([rel, target]) => (target ? link(target, rel) : []))
    .join(', ')
}

const named = ({ subject, predicate, object, graph }: Quad, base: string, hasGraphs: boolean): Quad =>
  quad(
    namedTerm(subject, base),
    predicate,
    namedTerm(object, base),
    hasGraphs ? namedTerm(graph, base) : defaultGraph
  )

/** The metadata before the data: clients take the first count that they come by, and data may hold counts too. */
function documentOf(
  { writer }: Site,
  { extension }: Format,
  controls: readonly Quad[],
  data: readonly Quad[]
): string {
  const settings: WriterSettings = { ...writer, prefixes: { ...writer.prefixes, hydra: HYDRA, sd: SD } }
  const blocks = [...Map.groupBy(data, ({ subject }) => termText(subject)).values()]
  // Lines are sorted as a whole.
  if (extension === 'nt' || extension === 'nq')
    return writeAll(extension, [controls], settings) + writeAll(extension, blocks, settings)
  return writeAll(extension, [controls, ...blocks], settings)
}
