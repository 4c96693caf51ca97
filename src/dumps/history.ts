/** The versions of a dataset that were published one after the other, oldest first; the last is the current one. */
export interface History {
  /** How many earlier versions are kept at most. */
  readonly keep: number
  readonly versions: readonly HistoricVersion[]
}

/** A version as it was published. One that was published twice stands there twice. */
export interface HistoricVersion {
  readonly version: string
  /** Since when, in UTC, to the second: `2026-01-31T12:00:00Z`; never before that of the one before. */
  readonly date: string
  /** Whether its documents can still be had. */
  readonly kept: boolean
}

/**
 * What a version has otherwise than the one before; things are named by their paths below the base, `entity/Q649`, or
 * are `withheld`.
 */
export interface VersionChanges {
  readonly created: readonly string[]
  readonly changed: readonly string[]
  /** What is not described any more, and what took its place, where that is known. */
  readonly gone: readonly GoneThing[]
}

/**
 * In place of a thing that has become private: so what is told behind it keeps its place, and with it its IRI in
 * the feed.
 */
export const withheld = ''

export interface GoneThing {
  readonly thing: string
  readonly to?: string
}

/** Where `history.json` and `changes.json` are, and beside them a folder for each earlier version. */
export const historyFiles = {
  history: 'history.json',
  changes: 'changes.json',
  versions: 'versions'
} as const

/** Things whose documents have a history: what is described by itself, and not as a part of something. */
export const hasHistory = (thing: string): boolean => /^(?:entity|source|property)\/./.test(thing)
