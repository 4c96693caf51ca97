import type { FoundStatement } from './finding.ts'
import type { Referent } from './lexicon.ts'
import { isOfClass } from './mention.ts'

/** An organization that grew out of an agreement, and what the agreement was called. */
export interface Origin {
  readonly organization: Referent
  readonly name: string
}

/** Of which agreements what a document is about has come: those that its name begins with, and those it is told to follow. */
export class Origins {
  readonly #subject: Referent | undefined
  readonly #before = new Set<Referent>()

  constructor(subject: Referent | undefined) {
    this.#subject = subject
  }

  /** Takes in what a text says came before what it is about. */
  learn({ subject, property, value }: FoundStatement): void {
    if (value.kind !== 'referent') return
    if (property === 'P155' && subject === this.#subject) this.#before.add(value.referent)
    if (property === 'P1366' && value.referent === this.#subject) this.#before.add(subject)
  }

  /** What became of an agreement: `Nordic Treaty` is called so in `Nordic Treaty Organization`. */
  of(agreement: Referent): Origin | undefined {
    const organization = this.#subject
    if (organization === undefined || organization === agreement) return undefined
    if (organization.classes.length > 0 && !isOfClass(organization, 'organization')) return undefined
    const names = [organization.label, ...organization.aliases]
    // One word alone begins many names.
    const name = [agreement.label, ...agreement.aliases].find(
      called => called.includes(' ') && names.some(whole => whole.startsWith(`${called} `))
    )
    if (name !== undefined) return { organization, name }
    return this.#before.has(agreement) ? { organization, name: agreement.label } : undefined
  }
}
