import { styleText } from 'node:util'

const width = 24
const redraw = 100
const quiet = 10_000

/**
 * Shows long work on standard error: on a terminal a bar with counts and time left, that goes when the work
 * is done; elsewhere a plain line now and then, none for what is over quickly.
 */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream
  #phase = ''
  #began = 0
  #shown = performance.now()
  #drawn = false

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream
  }

  /** `told` stands in place of the counts. */
  readonly update = (phase: string, done: number, of: number, told?: () => string): void => {
    const now = performance.now()
    if (phase !== this.#phase) {
      this.#phase = phase
      this.#began = now
    } else if (now - this.#shown < (this.#stream.isTTY ? redraw : quiet)) return
    if (!this.#stream.isTTY && now - this.#shown < quiet) return
    this.#shown = now
    const counts =
      told?.() ??
      (of > 0 ? `${done.toLocaleString('en')} of ${of.toLocaleString('en')}` : done.toLocaleString('en'))
    const left = done > 0 && of > 0 ? secondsText(((now - this.#began) * (of - done)) / done / 1000) : ''
    if (!this.#stream.isTTY) {
      this.#stream.write(`${phase}: ${counts}${left && `, about ${left} left`}\n`)
      return
    }
    const filled = of > 0 ? Math.round((width * done) / of) : 0
    const bar = styleText('cyan', '█'.repeat(filled), { stream: this.#stream }) + '░'.repeat(width - filled)
    this.#stream.write(`\r\u001b[K${bar} ${phase} ${counts}${left && `, ${left} left`}`)
    this.#drawn = true
  }

  /** Takes the bar away, so that what is printed next begins on a clean line. */
  clear(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[K')
    this.#drawn = false
  }
}

/** How many triples were read, and how many a second, where work began at this time. */
export const rateText = (triples: number, began: number): string => {
  const seconds = (performance.now() - began) / 1000
  return `${triples.toLocaleString('en')} triples, ${Math.round(triples / seconds).toLocaleString('en')} a second`
}

const secondsText = (seconds: number): string =>
  seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
