/** The lines of a text, without their ends and without white space around them. */
export class SourceLines {
  readonly source: string
  /** Where each line's words begin and end; both at the line's end where it is blank. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** How far each line's words stand in from the margin, in characters. */
  readonly indents: readonly number[]

  constructor(source: string, from = 0) {
    this.source = source
    const starts: number[] = []
    const ends: number[] = []
    const indents: number[] = []
    for (let at = from; at <= source.length; ) {
      const found = source.indexOf('\n', at)
      const stop = found < 0 ? source.length : found
      let start = at
      let end = stop
      while (start < end && isBlank(source.charCodeAt(start))) start++
      while (end > start && isBlank(source.charCodeAt(end - 1))) end--
      starts.push(start)
      ends.push(end)
      indents.push(start - at)
      if (found < 0) break
      at = found + 1
    }
    this.source = source
    this.starts = starts
    this.ends = ends
    this.indents = indents
  }

  get count(): number {
    return this.starts.length
  }

  text(line: number): string {
    return this.source.slice(this.starts[line] ?? 0, this.ends[line] ?? 0)
  }

  length(line: number): number {
    return line < this.count ? this.ends[line]! - this.starts[line]! : 0
  }

  isBlank(line: number): boolean {
    return this.length(line) <= 0
  }

  /** The next line from here on that is not blank, or the count of lines. */
  nextWorded(line: number): number {
    let next = line
    while (next < this.count && this.isBlank(next)) next++
    return next
  }
}

const isBlank = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff || code === 0x3000
