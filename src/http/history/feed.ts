import type { Context } from 'hono'
import { withheld, writeAll } from '../../dumps/dumps.ts'
import {
  AS,
  contentType,
  DCTERMS,
  formats,
  iri,
  LDES,
  type Quad,
  quad,
  RDF,
  RDFS,
  TREE,
  typed,
  XSD
} from '../../rdf/rdf.ts'
import { Fault } from '../faults.ts'
import { caching } from '../protocol/header-fields.ts'
import { send } from '../protocol/representations.ts'
import { pick, type Site } from '../site.ts'
import { type Timeline, timelineOf } from './timeline.ts'

const type = iri(`${RDF}type`)
const ldes = (name: string) => iri(LDES + name)
const tree = (name: string) => iri(TREE + name)
const modified = iri(`${DCTERMS}modified`)

/** How many members a page has. */
const pageMembers = 250

/** What became of a thing in a version. */
interface Member {
  readonly thing: string
  readonly activity: 'Create' | 'Update' | 'Delete'
  readonly to?: string | undefined
  readonly version: string
  readonly date: string
}

/** All there is to tell, in the order in which it happened; what is told once never changes its place. */
async function membersOf(timeline: Timeline): Promise<Member[]> {
  const changes = await timeline.changes()
  return timeline.versions.flatMap(({ version, date }, i) => {
    const { created = [], changed = [], gone = [] } = changes[i] ?? {}
    const common = { version, date }
    return [
      ...created.map(thing => ({ thing, activity: 'Create' as const, ...common })),
      ...changed.map(thing => ({ thing, activity: 'Update' as const, ...common })),
      ...gone.map(({ thing, to }) => ({ thing, to, activity: 'Delete' as const, ...common }))
    ]
  })
}

const membersBySite = new WeakMap<Site, Promise<Member[]>>()

/**
 * `/feed`, `/feed/{page}`: a Linked Data Event Stream (https://w3id.org/ldes/specification) of what versions
 * changed.
 */
export async function feed(c: Context, site: Site): Promise<Response> {
  const timeline = timelineOf(site)
  if (!timeline) throw new Fault('not-found', 'No earlier versions are kept, so there is no feed')
  let known = membersBySite.get(site)
  if (!known) {
    known = membersOf(timeline)
    membersBySite.set(site, known)
    known.catch(() => membersBySite.delete(site))
  }
  const members = await known
  const path = site.pathOf(c)
  const pages = Math.max(1, Math.ceil(members.length / pageMembers))
  const [, number] = /^feed\/([1-9]\d{0,6})$/.exec(path) ?? []
  if (path !== 'feed' && (number === undefined || Number(number) > pages))
    throw new Fault('not-found', 'The feed has no such page')
  const format = pick(c, formats)
  const made = await site.representations.of(`${path}.${format.extension}`, () => {
    const quads =
      number === undefined ? rootOf(site, members, pages) : pageOf(site, members, Number(number), pages)
    return writeAll(format.extension, [quads], site.writer)
  })
  // Only a page that is full, and has another behind it, stays as it is.
  const isLasting = number !== undefined && Number(number) < pages
  return send(c, made, {
    'Content-Type': contentType(format),
    Vary: 'Accept',
    'Cache-Control': isLasting ? caching.forEver : caching.brief
  })
}

const timeTerm = (date: string) => typed(date, `${XSD}dateTime`)

/** The event stream, and that a node is a view of it. */
function streamQuads({ base, published: { manifest } }: Site): Quad[] {
  const stream = iri(`${base}feed#stream`)
  const of = (predicate: Quad['predicate'], object: Quad['object']): Quad => quad(stream, predicate, object)
  return [
    of(type, ldes('EventStream')),
    of(ldes('timestampPath'), modified),
    of(ldes('versionOfPath'), iri(`${DCTERMS}isVersionOf`)),
    of(ldes('versionCreateObject'), iri(`${AS}Create`)),
    of(ldes('versionUpdateObject'), iri(`${AS}Update`)),
    of(ldes('versionDeleteObject'), iri(`${AS}Delete`)),
    of(iri(`${DCTERMS}isPartOf`), iri(`${base}dataset`)),
    ...(manifest.license ? [of(iri(`${DCTERMS}license`), iri(manifest.license))] : [])
  ]
}

/** The view: where each page is, and from when until when its members are. */
function rootOf(site: Site, members: readonly Member[], pages: number): Quad[] {
  const root = iri(`${site.base}feed`)
  const relations = Array.from({ length: members.length === 0 ? 0 : pages }, (_, i) => i + 1).flatMap(
    number => {
      const own = members.slice((number - 1) * pageMembers, number * pageMembers)
      const bounds = [
        ['GreaterThanOrEqualToRelation', own[0]!.date],
        ['LessThanOrEqualToRelation', own.at(-1)!.date]
      ] as const
      return (
        bounds
          // The last page will have younger members yet.
          .filter(([relation]) => number < pages || relation === 'GreaterThanOrEqualToRelation')
          .flatMap(([relation, date]) => {
            const node = iri(
              `${root.value}#page-${number}-${relation === 'LessThanOrEqualToRelation' ? 'until' : 'from'}`
            )
            return [
              quad(root, tree('relation'), node),
              quad(node, type, tree(relation)),
              quad(node, tree('node'), iri(`${root.value}/${number}`)),
              quad(node, tree('path'), modified),
              quad(node, tree('value'), timeTerm(date))
            ]
          })
      )
    }
  )
  return [
    ...streamQuads(site),
    quad(iri(`${root.value}#stream`), tree('view'), root),
    quad(root, type, tree('Node')),
    ...relations
  ]
}

/** A page: its members, each with when, what and of which thing; and where it goes on. */
function pageOf({ base }: Site, members: readonly Member[], number: number, pages: number): Quad[] {
  const page = iri(`${base}feed/${number}`)
  const stream = iri(`${base}feed#stream`)
  const first = (number - 1) * pageMembers
  const said = members.slice(first, first + pageMembers).flatMap((member, i) => {
    const node = iri(`${page.value}#${first + i + 1}`)
    const { thing, activity, to, version, date } = member
    if (thing === withheld) return []
    const name = thing.startsWith('entity/') ? thing.slice('entity/'.length) : thing
    return [
      quad(stream, tree('member'), node),
      quad(node, type, iri(AS + activity)),
      ...(activity === 'Delete' ? [quad(node, type, ldes('Tombstone'))] : []),
      quad(node, iri(`${AS}object`), iri(base + thing)),
      quad(node, iri(`${DCTERMS}isVersionOf`), iri(base + thing)),
      quad(node, modified, timeTerm(date)),
      quad(node, iri(`${DCTERMS}isPartOf`), iri(`${base}version/${version}`)),
      ...(to === undefined ? [] : [quad(node, iri(`${DCTERMS}isReplacedBy`), iri(base + to))]),
      // Whether the version is kept may change, and the page must not.
      ...(activity === 'Delete'
        ? []
        : [quad(node, iri(`${RDFS}seeAlso`), iri(`${base}version/${version}/data/${name}`))])
    ]
  })
  const next = iri(`${page.value}#next`)
  return [
    quad(stream, type, ldes('EventStream')),
    quad(stream, tree('view'), iri(`${base}feed`)),
    quad(page, type, tree('Node')),
    ...(number < pages
      ? [
          quad(page, tree('relation'), next),
          quad(next, type, tree('GreaterThanOrEqualToRelation')),
          quad(next, tree('node'), iri(`${base}feed/${number + 1}`)),
          quad(next, tree('path'), modified),
          quad(next, tree('value'), timeTerm(members[first + pageMembers]!.date))
        ]
      : []),
    ...said
  ]
}
