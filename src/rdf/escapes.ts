const characters: Readonly<Record<string, string>> = {
  t: '\t',
  b: '\b',
  n: '\n',
  r: '\r',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\'
}

const numeric = /u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})/y

/** An escape that the grammar does not have: which it is not, and where in the text its backslash stands. */
export interface BadEscape {
  readonly at: number
  readonly message: string
}

/** The text between two places without its escapes (UCHAR, and in a `string` ECHAR; RDF 1.2 N-Triples §7). */
export function unescaped(text: string, from: number, to: number, string: boolean): string | BadEscape {
  let result = ''
  let at = from
  for (;;) {
    const backslash = text.indexOf('\\', at)
    if (backslash < 0 || backslash >= to) return result + text.slice(at, to)
    result += text.slice(at, backslash)
    const name = text[backslash + 1] ?? ''
    if (string && Object.hasOwn(characters, name)) {
      result += characters[name]
      at = backslash + 2
      continue
    }
    numeric.lastIndex = backslash + 1
    const found = numeric.exec(text)
    if (!found || numeric.lastIndex > to) {
      const escapes = string
        ? '\\t \\b \\n \\r \\f \\" \\\' \\\\ \\uXXXX \\UXXXXXXXX'
        : '\\uXXXX and \\UXXXXXXXX'
      return { at: backslash, message: `there is no such escape as \\${name}, expected one of ${escapes}` }
    }
    const point = Number.parseInt((found[1] ?? found[2])!, 16)
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      return { at: backslash, message: `\\${found[0]} is no character` }
    result += String.fromCodePoint(point)
    at = numeric.lastIndex
  }
}
