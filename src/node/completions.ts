/** Why there is no answer, as the end of a sentence; nothing that the service wrote stands in it. */
export class ModelError extends Error {
  /** Whether asking again may help. */
  readonly passing: boolean
  /** Whether nothing else need be asked either. */
  readonly final: boolean
  /** Milliseconds that the service asks to wait. */
  readonly wait: number | undefined

  constructor(
    message: string,
    passing: boolean,
    { final = false, wait, cause }: { final?: boolean; wait?: number | undefined; cause?: unknown } = {}
  ) {
    super(message, { cause })
    this.passing = passing
    this.final = final
    this.wait = wait
  }
}

const longestWait = 30_000

/** A service for chat completions, compatible with OpenAI's. */
export class Completions {
  readonly #url: string
  readonly #key: string | undefined
  readonly #mostBytes: number

  constructor(url: string, key: string | undefined, mostBytes: number) {
    this.#url = url
    this.#key = key === '' ? undefined : key
    this.#mostBytes = mostBytes
  }

  get hasKey(): boolean {
    return this.#key !== undefined
  }

  /** The words of the answer to a request; throws a ModelError where there is none within `time` milliseconds. */
  async ask(body: string, time: number): Promise<string> {
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(time)))
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
          ...(this.#key === undefined ? {} : { Authorization: `Bearer ${this.#key}` })
        },
        body,
        // Elsewhere neither the key nor the text is to go.
        redirect: 'manual',
        signal
      })
      if (response.status !== 200) {
        await response.body?.cancel()
        throw statusError(response)
      }
      return contentOf(await this.#read(response))
    } catch (error) {
      if (error instanceof ModelError) throw error
      if (signal.aborted) throw new ModelError(`none within ${Math.ceil(time / 1000)} s`, true)
      if (error instanceof TypeError)
        throw new ModelError('its address cannot be reached', true, { cause: error })
      throw error
    }
  }

  async #read(response: Response): Promise<string> {
    const decoder = new TextDecoder()
    let text = ''
    let bytes = 0
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength
      // Leaving the loop lets go of the connection.
      if (bytes > this.#mostBytes)
        throw new ModelError(`the answer is longer than ${this.#mostBytes} bytes`, false)
      text += decoder.decode(chunk, { stream: true })
    }
    return text + decoder.decode()
  }
}

function statusError({ status, headers }: Response): ModelError {
  const message = `it answers with status ${status}`
  if (status === 401 || status === 403) return new ModelError(message, false, { final: true })
  const passing = status === 408 || status === 429 || status >= 500
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN)
  const wait = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestWait) : undefined
  return new ModelError(message, passing, { wait })
}

function contentOf(text: string): string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new ModelError('it answers with no JSON', true)
  }
  const content = (json as { choices?: { message?: { content?: unknown } }[] } | null)?.choices?.[0]?.message
    ?.content
  if (typeof content !== 'string') throw new ModelError('it answers with no chat completion', true)
  return content
}
