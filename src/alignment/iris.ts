import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
export type Sha256 = (text: string) => string

/** SHA-256 on every host; Node's own is several times as fast. */
const portableSha256: Sha256 = text => bytesToHex(sha256(utf8ToBytes(text)))

// What `ipath-absolute` (RFC 3987 §2.2) does not allow, and `%` itself, which would read as an escape.
const forbidden =
  /[\u0000-\u0020"#%<>?[\\\]^`{|}\u007f-\u009f\ue000-\uf8ff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A path as it stands in an IRI: only what RFC 3987 forbids is percent-encoded. */
export const iriPath = (path: string): string =>
  path
    .normalize('NFC')
    .toWellFormed()
    .replace(forbidden, c =>
      [...utf8ToBytes(c)].map(b => `%${b.toString(16).toUpperCase().padStart(2, '0')}`).join('')
    )

/** `Nagorno-Karabakh (region)` → `nagorno-karabakh-region`: a label as part of an IRI. */
export const normalisedLabel = (label: string): string =>
  label
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')

/** Makes every IRI of one dataset; the base is absolute and ends in `/`. */
export class Iris {
  readonly base: string
  readonly #sha256: Sha256

  constructor(base: string, sha256: Sha256 = portableSha256) {
    this.base = base
    this.#sha256 = sha256
  }

  /** The first 16 hex digits of the SHA-256 of some parts, which no choice of parts can confuse. */
  #digest(...parts: readonly string[]): string {
    return this.#sha256(JSON.stringify(parts)).slice(0, 16)
  }

  /** The entity with this local name: a QID, or class and label of one that has no item. */
  entity(localName: string): string {
    return `${this.base}entity/${iriPath(localName)}`
  }

  /** An entity's local name again, from its IRI. */
  localName(entity: string): string {
    return entity.slice(`${this.base}entity/`.length)
  }

  statement(subject: string, property: string, value: string, qualifiers: readonly string[]): string {
    return `${this.base}statement/${this.localName(subject)}-${this.#digest(subject, property, value, ...qualifiers)}`
  }

  /** The name of a source's files: its id where every file system can have that, else what is made of it. */
  fileOf(id: string): string {
    return /^[a-z\d][a-z\d-]{0,79}$/.test(id) ? id : `_${this.#digest(id)}`
  }

  /** The reference of a statement to one place in one source. */
  reference(statement: string, source: string, place: string): string {
    return `${this.base}reference/${this.#digest(statement, source, place)}`
  }

  /** The node of a value that statements of one entity have. */
  value(subject: string, key: string): string {
    return `${this.base}value/${this.#digest(subject, key)}`
  }

  /** A property of the vault's own. */
  property(key: string): string {
    return `${this.base}property/${key}`
  }

  /** A disagreement about an entity, by all that tells it from others. */
  disagreement(about: string, parts: readonly string[]): string {
    return `${this.base}disagreement/${this.localName(about)}-${this.#digest(...parts)}`
  }

  unknown(key: string): string {
    return `${this.base}.well-known/genid/${this.#digest(key)}`
  }

  source(id: string): string {
    return `${this.base}source/${iriPath(id)}`
  }

  graph(id: string): string {
    return `${this.base}graph/${iriPath(id)}`
  }

  /** A term of the project's own vocabulary. */
  term(name: string): string {
    return `${this.base}ontology#${name}`
  }

  get dataset(): string {
    return `${this.base}dataset`
  }
}
