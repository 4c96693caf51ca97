import { type HistoricVersion, type VersionChanges, withheld } from '../../dumps/dumps.ts'
import type { EarlierVersion, Past, Published } from '../published.ts'
import { Site } from '../site.ts'

/** What became of a thing in a version of the history, by its place there. */
interface Event {
  readonly at: number
  readonly gone: boolean
  /** What took its place. */
  readonly to?: string | undefined
}

/** How many earlier versions stay open, the most recently asked for. */
const mostOpen = 3

/** The history of a dataset, thing by thing; what has to be read for it is read when it is first asked. */
export class Timeline {
  readonly #past: Past
  readonly #published: Published
  readonly #open = new Map<string, Promise<Site | undefined>>()
  #events: Promise<Map<string, Event[]>> | undefined

  constructor(published: Published, past: Past) {
    this.#published = published
    this.#past = past
  }

  get versions(): readonly HistoricVersion[] {
    return this.#past.history.versions
  }

  /** When a version was published first; undefined for what is none. */
  dateOf(version: string): string | undefined {
    return this.versions.find(entry => entry.version === version)?.date
  }

  changes(): Promise<readonly VersionChanges[]> {
    return this.#past.changes()
  }

  /** What became of things, by their paths below the base, in the order of versions. */
  #eventsByThing(): Promise<Map<string, Event[]>> {
    this.#events ??= this.changes()
      .then(eventsOf)
      .catch((error: unknown) => {
        this.#events = undefined
        throw error
      })
    return this.#events
  }

  /**
   * The kept versions in which a thing was described, each the first with what it said then. A version that was
   * published twice may stand there twice.
   */
  async mementosOf(thing: string): Promise<HistoricVersion[]> {
    const events = (await this.#eventsByThing()).get(thing) ?? []
    const found: HistoricVersion[] = []
    let next = 0
    let [state, listed] = [-1, -1]
    for (const [at, version] of this.versions.entries()) {
      const event = events[next]
      if (event?.at === at) {
        state = event.gone ? -1 : at
        next++
      }
      if (state < 0 || state === listed || !version.kept) continue
      found.push(version)
      listed = state
    }
    return found
  }

  /** What became of a thing that was described once: undefined where it never was, or where it is described now. */
  async fateOf(thing: string): Promise<{ readonly to: string | undefined } | undefined> {
    const events = await this.#eventsByThing()
    let last = events.get(thing)?.at(-1)
    if (!last?.gone) return undefined
    // What took its place may have gone since.
    const seen = new Set([thing])
    while (last?.gone && last.to !== undefined && !seen.has(last.to)) {
      seen.add(last.to)
      const next: Event | undefined = events.get(last.to)?.at(-1)
      if (!next?.gone) return { to: last.to }
      last = next
    }
    return { to: undefined }
  }

  /**
   * The site as it was in a version, with its documents below `version/{version}/`; undefined where it is not kept.
   */
  open(version: string): Promise<Site | undefined> {
    if (!this.versions.some(entry => entry.version === version && entry.kept))
      return Promise.resolve(undefined)
    let site = this.#open.get(version)
    this.#open.delete(version)
    site ??= this.#opened(version).catch((error: unknown) => {
      this.#open.delete(version)
      throw error
    })
    this.#open.set(version, site)
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= mostOpen) break
      this.#open.delete(oldest)
    }
    return site
  }

  async #opened(version: string): Promise<Site | undefined> {
    // Texts are shown as the licences of today let them be.
    const { past: _past, statistics: _statistics, text: _text, ...current } = this.#published
    const earlier: EarlierVersion | undefined =
      version === current.manifest.version ? current : await this.#past.open(version)
    return earlier && new Site({ ...current, ...earlier }, `version/${version}/`)
  }
}

function eventsOf(changes: readonly VersionChanges[]): Map<string, Event[]> {
  const events = new Map<string, Event[]>()
  const add = (thing: string, event: Event): void => {
    if (thing === withheld) return
    const known = events.get(thing)
    if (known) known.push(event)
    else events.set(thing, [event])
  }
  for (const [at, { created, changed, gone }] of changes.entries()) {
    for (const thing of [...created, ...changed]) add(thing, { at, gone: false })
    for (const { thing, to } of gone) add(thing, { at, gone: true, to })
  }
  return events
}

const timelines = new WeakMap<Site, Timeline>()

/** The timeline of a site; undefined where nothing is kept of earlier versions. */
export function timelineOf(site: Site): Timeline | undefined {
  const { past } = site.published
  if (!past) return undefined
  let timeline = timelines.get(site)
  if (!timeline) {
    timeline = new Timeline(site.published, past)
    timelines.set(site, timeline)
  }
  return timeline
}
