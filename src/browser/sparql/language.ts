import { StreamLanguage } from '@codemirror/language'
import { sparql as mode } from '@codemirror/legacy-modes/mode/sparql'

/** Characters of a line that is coloured: the patterns of the mode take time in proportion to their square. */
const longestLine = 2_000

/** SPARQL as far as it is coloured, indented, and known to be a comment or a text. */
export const sparql = StreamLanguage.define({
  ...mode,
  token(stream, state) {
    if (stream.string.length <= longestLine) return mode.token(stream, state)
    stream.skipToEnd()
    return null
  }
})
