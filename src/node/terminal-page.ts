import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

const narrowest = 40

/** How wide lines may be; what is piped is for other programs to cut. */
export const terminalWidth = (): number => process.stdout.columns ?? Number.POSITIVE_INFINITY

/**
 * Gathers lines, each broken at spaces to a width, with the lines that go on from it set in; coloured where standard
 * output is a terminal that wants it, unless it is said otherwise.
 */
export class TerminalPage {
  readonly lines: string[] = []
  readonly #width: number
  readonly #colour: boolean

  constructor(width: number, colour = wantsColour(process.stdout)) {
    this.#width = Math.max(width, narrowest)
    this.#colour = colour
  }

  /** An empty line, unless there is one already, or nothing to set off. */
  blank(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('')
  }

  /** Puts text behind a lead; where it goes on, behind so many blanks. */
  put(lead: string, text: string, indent: number, style?: Style): void {
    for (const [i, line] of wrapped(
      printable(text),
      this.#width - lead.length,
      this.#width - indent
    ).entries()) {
      const marked =
        style === undefined || !this.#colour ? line : styleText(style, line, { validateStream: false })
      this.lines.push((i === 0 ? lead : ' '.repeat(indent)) + marked)
    }
  }
}

/** Whether colours are wanted where this goes: not with NO_COLOR, in pipes and on plain terminals. */
const wantsColour = (stream: NodeJS.WriteStream): boolean => styleText('bold', '-', { stream }) !== '-'

/** A document's own text must not steer the terminal. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')

function wrapped(text: string, first: number, rest: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const room = lines.length === 0 ? first : rest
    if (line === '' && lines.length > 0 && word === '') continue
    if (line !== '' && [...line].length + 1 + [...word].length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
    // A word longer than a line is broken where the line ends.
    for (let most = lines.length === 0 ? first : rest; [...line].length > most; most = rest) {
      const characters = [...line]
      lines.push(characters.slice(0, most).join(''))
      line = characters.slice(most).join('')
    }
  }
  return [...lines, line]
}
