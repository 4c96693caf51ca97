/** Why a question about a fact has no answer. */
export type WhyErrorCode =
  | 'too-long'
  | 'subject-missing'
  | 'property-missing'
  | 'subject-unknown'
  | 'subject-ambiguous'
  | 'property-unknown'
  | 'property-ambiguous'
  | 'value-unknown'

/** Something that an unclear name may mean. */
export interface Candidate {
  /** Absent of values that are no IRIs. */
  readonly iri?: string
  /** What tells it from others of its name: a QID, a P-id, a key. */
  readonly id?: string
  readonly label: string
}

/** A candidate as messages name it. */
export const candidateText = ({ id, label }: Candidate): string =>
  id === undefined || id === label ? label : `${label} (${id})`

/** A question that cannot be answered as it was asked, with what to do about it. */
export class WhyError extends Error {
  readonly code: WhyErrorCode
  readonly remedy: string
  /** What could have been meant, the likeliest first; empty where nothing is near. */
  readonly candidates: readonly Candidate[]

  constructor(code: WhyErrorCode, message: string, remedy: string, candidates: readonly Candidate[] = []) {
    super(message)
    this.code = code
    this.remedy = remedy
    this.candidates = candidates
  }
}
