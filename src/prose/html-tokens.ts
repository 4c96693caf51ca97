import { Tokenizer } from 'htmlparser2'

/** What takes the tokens of a page; offsets are into the source. */
export interface HtmlTokens {
  open(name: string, attributes: ReadonlyMap<string, string>, start: number, end: number): void
  close(name: string, start: number, end: number): void
  /** The source's own characters. */
  text(start: number, end: number): void
  /** A character reference, decoded. */
  reference(text: string, start: number, end: number): void
}

// A tag with more attributes than this says nothing more to us.
const mostAttributes = 50

/**
 * Gives the tokens of HTML in order (HTML, §13.2.5). The tokenizer alone is used: the tree that a parser builds
 * is not needed to tell blocks, and takes time that grows with the depth of what is left unclosed.
 */
export function tokenizeHtml(source: string, start: number, end: number, tokens: HtmlTokens): void {
  let name = ''
  let nameStart = 0
  let attribute = ''
  let value = ''
  let attributes = new Map<string, string>()
  const opened = (endIndex: number): void => {
    tokens.open(name, attributes, nameStart - 1, start + endIndex + 1)
    attributes = new Map()
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext(from, to) {
        tokens.text(start + from, start + to)
      },
      ontextentity(code, to) {
        // A reference may stand for two characters, which then come one by one with the same end.
        tokens.reference(String.fromCodePoint(code), source.lastIndexOf('&', start + to - 1), start + to)
      },
      onopentagname(from, to) {
        nameStart = start + from
        name = source.slice(start + from, start + to).toLowerCase()
      },
      onattribname(from, to) {
        attribute = source.slice(start + from, start + to).toLowerCase()
        value = ''
      },
      onattribdata(from, to) {
        value += source.slice(start + from, start + to)
      },
      onattribentity(code) {
        value += String.fromCodePoint(code)
      },
      onattribend() {
        if (attributes.size < mostAttributes && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag(from, to) {
        tokens.close(source.slice(start + from, start + to).toLowerCase(), start + from - 2, start + to + 1)
      },
      oncomment() {},
      oncdata() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {}
    }
  )
  tokenizer.write(start === 0 && end === source.length ? source : source.slice(start, end))
  tokenizer.end()
}
