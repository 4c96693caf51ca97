const numbers =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' '
  )
const counts: ReadonlyMap<string, number> = new Map(numbers.map((word, i) => [word, i + 2]))
const written = `(?<![\\w.,-])(?:${numbers.join('|')}|[2-9]|[1-9]\\d)(?=[\\s-])`
const count = new RegExp(written, 'i')
const everyCount = new RegExp(written, 'gi')

// Not behind `St.`, and not at the empty line before a list.
const sentenceEnd =
  /(?<=[\p{Ll}\d\])]{2})[.!?]["'”’)\]]{0,3}(?=\s|$)|\n[ \t\r>]*\n(?![ \t\r\n>]{0,20}[-*+]\s)/u
/** What may stand between a count and its list, and between two things of that. */
const between = /,|[:—–(]|\n[ \t>]{0,20}[-*+](?=\s)|\s(?:&|and|or|are|were|is|namely|including)(?=[\s[*_"“>])/
const name = /^[\s>"“*_]*(?:the\s+)?["“*_]*\p{Lu}/u
const endsInName = /\s(?:the\s+)?["“*_]*\p{Lu}[^\s]*(?:\s+\p{Lu}\S*|\s+of)*\s*$/u

/**
 * Whether a text seems to say how many there are of something, and to list as many: `six states: A, B, …`. It is for
 * telling fast which of many texts are worth reading, in Markdown or as a reader sees them, and says yes to some that
 * hold no such list.
 */
export function mayListAll(text: string): boolean {
  return count.test(text) && text.split(sentenceEnd).some(sentence => count.test(sentence) && lists(sentence))
}

/** Whether a sentence has a count, and so many names one after the other behind it. */
function lists(sentence: string): boolean {
  const parts = shown(sentence).split(between)
  let wanted = Number.POSITIVE_INFINITY
  let run = 0
  for (const part of parts) {
    for (const [found] of part.matchAll(everyCount))
      wanted = Math.min(wanted, counts.get(found.toLowerCase()) ?? Number(found))
    // Between two marks, and in a remark on a name, stands none: `Turkey (until 1990), and Malta`.
    if (part.trim() === '' || (run > 0 && part.includes(')'))) continue
    if (name.test(part)) run++
    else run = endsInName.test(part.slice(-100)) ? 1 : 0
    if (run >= wanted) return true
  }
  return false
}

/** Links as their words, near enough: `[[a/WD~Norway,20]]` → `Norway`. */
const shown = (text: string): string =>
  text
    .replace(/\[\[(?:[^[\]|]{0,500}\|)?([^[\]|]{0,500})\]\]/g, (_, words: string) =>
      words.slice(words.lastIndexOf('/') + 1).replace(/^WD~(.*?)(?:,\d+)?$/, '$1')
    )
    .replace(/\[([^[\]]{0,500})\]\([^()]{0,500}\)/g, '$1')
