import { formats } from '../../rdf/rdf.ts'

/** A parameter of an operation; one whose name stands in the path is part of it. */
export interface OperationParameter {
  readonly says: string
  readonly required?: boolean
  readonly values?: readonly string[]
  /** Whether it is a whole number, from 1 on. */
  readonly isNumber?: boolean
  /** Whether it may be given several times. */
  readonly isRepeated?: boolean
  /** An example, by its name in `Examples`, or as it is. */
  readonly example?: string
}

/** What an operation answers with a status: in which media types, none where it has no body. */
export interface OperationAnswer {
  readonly says: string
  readonly types?: readonly string[]
}

/** Something that can be asked of the site. GET answers HEAD too, and every address OPTIONS. */
export interface Operation {
  /** The routes of the app that it describes, as they are written there. */
  readonly routes: readonly string[]
  /** The address below the root, with parameters in braces. */
  readonly path: string
  readonly method: 'get' | 'post'
  readonly id: string
  readonly summary: string
  readonly parameters: Readonly<Record<string, OperationParameter>>
  /** The body of a POST by media type, with an example. */
  readonly bodies?: Readonly<Record<string, string>>
  readonly answers: Readonly<Record<number, OperationAnswer>>
  /** Statuses that come with problem details; 408 and 414 may come from every address, 412 from what has a tag. */
  readonly faults: readonly number[]
  /** Whether the address is below the host, and not below the base. */
  readonly isOfHost?: boolean
  /** Whether there is something only where earlier versions are kept. */
  readonly needsHistory?: boolean
}

/** An operation, by GET and without parameters and faults unless it says so; its path is its route too. */
export type OperationRow = Omit<Operation, 'routes' | 'method' | 'parameters' | 'faults'> & Partial<Operation>

/** The media types of the RDF formats. */
export const rdfTypes = formats.map(({ mediaTypes }) => mediaTypes[0] ?? '')

/** What is answered to a client that has a document already. */
const unchanged: OperationAnswer = { says: 'Unchanged: the client has it, by If-None-Match' }

/** A document as it is sent in these media types. */
export const sent = (says: string, types: readonly string[]) => ({ 200: { says, types }, 304: unchanged })
