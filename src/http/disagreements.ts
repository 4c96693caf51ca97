import type { Context } from 'hono'
import {
  disagreementObject,
  disagreementsCsv,
  type ReportedDisagreement,
  type Witness
} from '../dumps/dumps.ts'
import { disagreementsOnPage, disagreementsPage } from '../pages/pages.ts'
import { iri } from '../rdf/rdf.ts'
import {
  type Dataset,
  type DisagreementExtent,
  type DisagreementFilter,
  disagreementOf,
  disagreementStates,
  disagreementsIn,
  type StatementReference
} from '../store/store.ts'
import { pageSiteOf } from './documents.ts'
import { Fault } from './faults.ts'
import { pageNumber, pagesOf } from './paging.ts'
import { link, pageHeaders } from './protocol/header-fields.ts'
import { parametersNamed } from './protocol/parameters.ts'
import { jsonText, send } from './protocol/representations.ts'
import { readerKey, readerOf, variesBy } from './reader.ts'
import { html, pick, type Site } from './site.ts'

const json = { mediaTypes: ['application/json'] }
const csv = { mediaTypes: ['text/csv'] }

/** Rows of a table, of which each takes much less room than on a page. */
const rowsOfTable = 250
/** What is read of a disagreement that programs get: all, but for what nobody would write down. */
const extent: DisagreementExtent = { statements: 50, references: 50, qualifiers: 20 }

/** `/disagreements?kind=…&state=…&page=…`: where sources disagree, for people, in JSON, or as a table. */
export const disagreements = (c: Context, site: Site): Promise<Response> =>
  answered(c, site, pick(c, [json, html, csv]))

/** `/disagreements.csv`: the same as a table, whatever `Accept` says. */
export const disagreementTable = (c: Context, site: Site): Promise<Response> => answered(c, site, csv)

async function answered(
  c: Context,
  site: Site,
  variant: typeof json | typeof html | typeof csv
): Promise<Response> {
  const { filter, page } = questionOf(c)
  const { store, manifest } = site.published
  const dataset: Dataset = { store, base: site.base, language: manifest.language }
  const list = disagreementsIn(dataset)
  const { kind, state } = filter
  if (kind !== undefined && !list.kinds.some(row => row.kind === kind))
    throw new Fault(
      'bad-request',
      `There is no disagreement of that kind; there are ${list.kinds.map(row => row.kind).join(', ') || 'none at all'}`
    )
  const found = list.of(filter)
  const size = variant === csv ? rowsOfTable : disagreementsOnPage
  const pages = pagesOf(found.length, size, page)
  const shown = found.slice((page - 1) * size, page * size)
  const name = `disagreements ${kind} ${state} ${page}`
  if (variant === html) {
    const reader = readerOf(c, site)
    const made = await site.representations.of(`${name} ${readerKey(reader)}`, () =>
      disagreementsPage(pageSiteOf(site, reader), { list, filter, page, pages, shown, total: found.length })
    )
    return send(c, made, { ...pageHeaders, Vary: variesBy(reader) })
  }
  const made = await site.representations.of(`${name} ${variant.mediaTypes[0]}`, () => {
    const rows = shown.map(one => reported(dataset, one))
    if (variant === csv) return [...disagreementsCsv(rows)].join('')
    const { kinds } = list
    const disagreements = rows.map(disagreementObject)
    return jsonText({ base: site.base, kinds, total: found.length, page, pages, disagreements })
  })
  const next = page < pages ? nextLink(c, site, page + 1) : undefined
  return send(c, made, {
    'Content-Type': variant === csv ? 'text/csv;charset=utf-8' : 'application/json',
    Vary: 'Accept',
    ...(next && { Link: next })
  })
}

/** Programs go on by the links of RFC 8288. */
function nextLink(c: Context, site: Site, page: number): string {
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set('page', String(page))
  return link(`${new URL(site.base).origin}${pathname}?${searchParams}`, 'next')
}

function questionOf(c: Context): { filter: DisagreementFilter; page: number } {
  const { kind, state: given, page } = parametersNamed(c, ['kind', 'state', 'page', 'lang'])
  const state = disagreementStates.find(one => one === given)
  if (given !== undefined && state === undefined)
    throw new Fault('bad-request', `state is ${disagreementStates.join(' or ')}`)
  return { filter: { kind, state }, page: pageNumber(page) }
}

/** A disagreement as reports have it, read from the store. */
function reported(dataset: Dataset, disagreement: string): ReportedDisagreement {
  const {
    iri: self,
    kind,
    state,
    about,
    property,
    comment,
    resolution,
    involves,
    references
  } = disagreementOf(dataset, iri(disagreement), extent)
  return {
    iri: self,
    kind,
    state,
    about: { iri: about.iri, label: about.label },
    ...(property && { property }),
    comment: comment ?? '',
    resolution: resolution ?? '',
    sides: involves.map(({ iri, value, rank, reason, qualifiers = [], references }) => ({
      iri,
      value: value.text,
      qualifiers: qualifiers.map(one => `${one.property.label} ${one.value.text}`),
      rank,
      ...(reason !== undefined && { reason }),
      witnesses: references.map(witnessOf)
    })),
    witnesses: references.map(witnessOf)
  }
}

const witnessOf = ({ source, key, line, start, end, quote, method }: StatementReference): Witness => ({
  source: source?.iri ?? '',
  title: source?.title ?? '',
  ...(source?.date !== undefined && { date: source.date }),
  place: start === undefined ? `line ${line ?? ''}, ${key ?? ''}` : `characters ${start}–${end}`,
  ...(quote !== undefined && { quote }),
  ...(method !== undefined && { method })
})
