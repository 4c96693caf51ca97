import type { Settings } from './settings.ts'

/** A property, with its predicates as queries write them. */
export interface PropertyFound {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly datatype?: string
  readonly predicates: Readonly<Record<'direct' | 'claim' | 'statement' | 'qualifier' | 'reference', string>>
}

/** An entity, as queries write it. */
export interface EntityFound {
  readonly written: string
  readonly label: string
  readonly description?: string
}

/** Asks the site what things are called; what was asked lately is known. */
export class Lookups {
  readonly #settings: Settings
  readonly #known = new Map<string, unknown>()

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /** Properties by label or id; the most used of all without a text. */
  async properties(text: string, signal: AbortSignal): Promise<readonly PropertyFound[]> {
    return this.#ask<PropertyFound>('search/properties', text, 12, signal)
  }

  async entities(text: string, signal: AbortSignal): Promise<readonly EntityFound[]> {
    const found = await this.#ask<{ iri: string; item?: string; label: string; description?: string }>(
      'search',
      text,
      10,
      signal
    )
    return found.flatMap(({ iri, item, label, description }) =>
      /\/(?:P\d+$|property\/)/.test(iri)
        ? []
        : [{ written: this.#written(item ?? iri), label, ...(description !== undefined && { description }) }]
    )
  }

  async #ask<T>(path: string, text: string, limit: number, signal: AbortSignal): Promise<readonly T[]> {
    const { root, language } = this.#settings
    const question = new URLSearchParams({ q: text, lang: language, limit: String(limit) })
    const address = `${root}${path}?${question}`
    const known = this.#known.get(address)
    if (known) return known as readonly T[]
    const response = await fetch(address, { signal, headers: { Accept: 'application/json' } })
    if (!response.ok) return []
    const { results } = (await response.json()) as { results: readonly T[] }
    if (this.#known.size > 200) this.#known.clear()
    this.#known.set(address, results)
    return results
  }

  /** An IRI as a prefixed name where it can be one. */
  #written(iri: string): string {
    for (const [prefix, namespace] of Object.entries(this.#settings.prefixes))
      if (iri.startsWith(namespace) && /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(iri.slice(namespace.length)))
        return `${prefix}:${iri.slice(namespace.length)}`
    return `<${iri}>`
  }
}
