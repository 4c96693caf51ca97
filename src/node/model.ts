import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Proposal, type ProposalBlock, type Propose, parseProposals } from '../claims/claims.ts'
import type { Report } from '../problem.ts'
import { type ModelSettings, settingsFile } from '../vault/vault.ts'
import type { AnswerCache } from './answer-cache.ts'
import { Completions, ModelError } from './completions.ts'
import { requestBody } from './model-request.ts'

/** What asking may cost; times are in milliseconds. */
export interface ModelLimits {
  /** For one answer. */
  readonly answerTime: number
  readonly answerBytes: number
  /** For all answers of a build, waiting included. */
  readonly totalTime: number
  /** Requests of a build, repeated ones included. */
  readonly requests: number
  /** How often a request is repeated that failed in a way that may pass. */
  readonly repeats: number
  /** Before the first repetition; twice as long before the next. */
  readonly pause: number
  readonly atOnce: number
  /** After so many blocks one after the other without an answer no more is asked. */
  readonly failures: number
  /** Characters of a block; longer ones are not asked about. */
  readonly blockLength: number
}

export const modelLimits: ModelLimits = {
  answerTime: 60_000,
  answerBytes: 256 * 1024,
  totalTime: 15 * 60_000,
  requests: 1000,
  repeats: 2,
  pause: 1000,
  atOnce: 2,
  failures: 3,
  blockLength: 12_000
}

/** What asking needs besides the settings. */
export interface ModelContext {
  readonly cache: AnswerCache
  /** The environment, which holds the key. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly report: Report
  readonly limits?: ModelLimits
  /** Told after each block, with how many were asked about so far. */
  readonly onBlock?: (done: number) => void
}

/**
 * Asks an OpenAI-compatible service about blocks of text, and keeps its answers: what was answered once is
 * never asked again. Whatever goes wrong is reported, once for each kind, and costs no more than the proposals.
 */
export function openModel(settings: ModelSettings, context: ModelContext): Propose {
  const asker = new Asker(settings, context)
  return block => asker.propose(block)
}

class Asker {
  readonly #settings: ModelSettings
  readonly #context: ModelContext
  readonly #limits: ModelLimits
  readonly #completions: Completions
  readonly #waiting: (() => void)[] = []
  readonly #told = new Set<string>()
  #busy = 0
  #done = 0
  #failures = 0
  #requests = 0
  #deadline: number | undefined
  #stopped = false

  constructor(settings: ModelSettings, context: ModelContext) {
    this.#settings = settings
    this.#context = context
    this.#limits = context.limits ?? modelLimits
    const key = settings.key === undefined ? undefined : context.environment[settings.key]?.trim()
    this.#completions = new Completions(settings.url, key, this.#limits.answerBytes)
  }

  async propose(block: ProposalBlock): Promise<readonly Proposal[]> {
    await this.#enter()
    try {
      const answer = await this.#answer(block)
      return (answer === undefined ? undefined : parseProposals(answer)) ?? []
    } finally {
      this.#context.onBlock?.(++this.#done)
      this.#leave()
    }
  }

  async #answer(block: ProposalBlock): Promise<string | undefined> {
    const { name, url } = this.#settings
    const body = requestBody(name, block)
    const question = hash('sha256', JSON.stringify([url, body]))
    const kept = await this.#fromCache(() => this.#context.cache.get(question))
    if (kept !== undefined) return kept
    if (this.#stopped || !this.#mayAsk(block)) return undefined
    const answer = await this.#repeatedly(body)
    if (answer !== undefined) await this.#fromCache(() => this.#context.cache.put(question, answer))
    return answer
  }

  #mayAsk({ sentences }: ProposalBlock): boolean {
    const { key } = this.#settings
    if (key !== undefined && !this.#completions.hasKey) {
      this.#stop(
        'model-key',
        `the environment has no variable ${key}, which model names`,
        'set it, or take key out'
      )
      return false
    }
    // A long block is seldom prose, and its answer would be cut off.
    return sentences.reduce((length, sentence) => length + sentence.length, 0) <= this.#limits.blockLength
  }

  /** Asks until there is an answer that can be read, or there is none to be had. */
  async #repeatedly(body: string): Promise<string | undefined> {
    const { repeats, requests, totalTime, answerTime, pause } = this.#limits
    this.#deadline ??= performance.now() + totalTime
    for (let repetition = 0; ; repetition++) {
      const left = this.#deadline - performance.now()
      if (this.#stopped) return undefined
      if (left <= 0 || this.#requests >= requests) {
        this.#stop(
          'model-budget',
          'asking the model takes more time or requests than a build allows',
          'build again: what was answered is kept, and the rest is asked then'
        )
        return undefined
      }
      this.#requests++
      try {
        const answer = await this.#completions.ask(body, Math.min(answerTime, left))
        if (parseProposals(answer) === undefined)
          throw new ModelError('it answers with no JSON of statements', true)
        this.#failures = 0
        return answer
      } catch (error) {
        if (!(error instanceof ModelError)) throw error
        if (error.passing && repetition < repeats && !this.#stopped) {
          const wait = Math.max(pause * 2 ** repetition, error.wait ?? 0)
          await sleep(Math.max(0, Math.min(wait, this.#deadline - performance.now())))
          continue
        }
        this.#fail(error)
        return undefined
      }
    }
  }

  #fail(error: ModelError): void {
    const what = `the model ${this.#settings.name} gives no answer: ${error.message}`
    if (error.final || ++this.#failures >= this.#limits.failures)
      this.#stop('model-failed', what, 'look at url, name and key of model, or build again later')
    else this.#tell('model-answer', what, 'nothing of it is published; build again to ask again')
  }

  #stop(code: string, message: string, remedy: string): void {
    this.#stopped = true
    this.#tell(code, message, remedy)
  }

  /** What is wrong with the cache is told, and stops nothing. */
  async #fromCache<T>(use: () => Promise<T>): Promise<T | undefined> {
    try {
      return await use()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === undefined) throw error
      this.#tell(
        'model-answers',
        `answers of the model cannot be kept (${code})`,
        'let this folder be written to; they are asked for again until then'
      )
      return undefined
    }
  }

  #tell(code: string, message: string, remedy: string): void {
    if (this.#told.has(code)) return
    this.#told.add(code)
    this.#context.report({ severity: 'warning', code, file: settingsFile, message, remedy })
  }

  async #enter(): Promise<void> {
    if (this.#busy < this.#limits.atOnce) this.#busy++
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
  }

  #leave(): void {
    const next = this.#waiting.shift()
    // Whoever waits takes the place that is left.
    if (next) next()
    else this.#busy--
  }
}
