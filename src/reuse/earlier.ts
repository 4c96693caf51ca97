import type { KeyUse, Lesson, Property } from '../alignment/alignment.ts'
import type { Problem } from '../problem.ts'
import type { Answers } from './answers.ts'

/** A source as a build understood it, before its names were aligned. */
export interface LinkedSource {
  readonly lesson: Lesson
  /** Fingerprint of its claims with their links resolved. */
  readonly claims: number
  /** What is wrong with its links. */
  readonly problems: readonly Problem[]
}

/**
 * What is written together: an entity with the sources about it, or a property. It depends on `inputs` and on
 * the answers to its questions, and on nothing else.
 */
export interface UnitRecord {
  /** Tells it apart from all others of its build. */
  readonly key: string
  /** Fingerprint of what went into it. */
  readonly inputs: number
  /** Marks of what was asked of the entities. */
  readonly questions: Uint32Array
  /** QIDs of entities that came into being by being asked for. */
  readonly items: readonly string[]
  /** Properties in the order of their first use. */
  readonly properties: readonly Property[]
  readonly keys: readonly KeyUse[]
  readonly problems: readonly Problem[]
  /** What disagrees in it, as reports tell it: plain data. */
  readonly disputes: readonly unknown[]
  /** What other units may have to say to it: plain data. */
  readonly links: readonly unknown[]
}

/** The units of an earlier build that stand in its dumps, by number. */
export interface EarlierUnits {
  numberOf(key: string): number | undefined
  inputsOf(unit: number): number
  questionsOf(unit: number): Uint32Array
  /** The rest of a unit's record. */
  resultOf(unit: number): Omit<UnitRecord, 'key' | 'inputs' | 'questions'>
}

/** What an earlier build of the same vault, by the same program, left to be used again. */
export interface Earlier {
  /** Fingerprint of all that decides what links mean: settings, names, privacy. */
  readonly surroundings: number
  /** What the note at this path said, if its reading is still the same. */
  source(path: string): LinkedSource | undefined
  /** Undefined where its dumps are gone or have been touched. */
  readonly units: (EarlierUnits & { readonly answers: Answers }) | undefined
}

/** Takes down what a build finds out, for the next one. */
export interface Keeper {
  readonly earlier?: Earlier
  surroundings(fingerprint: number): void
  /** `known` where it is what `earlier` has. */
  source(path: string, source: LinkedSource, known: boolean): void
  answers(answers: Answers): void
  /** Units in the order in which they are written; a number stands for a unit of the earlier build. */
  unit(unit: UnitRecord | number): void
}
