import type { Context } from 'hono'
import {
  candidateText,
  type Dataset,
  questionKey,
  understood,
  WhyError,
  type WhyQuestion,
  whyAnswer
} from '../store/store.ts'
import { Fault, whyFaults } from './faults.ts'
import { parametersNamed } from './protocol/parameters.ts'
import { jsonText, send } from './protocol/representations.ts'
import { pick, type Site } from './site.ts'

const json = { mediaTypes: ['application/json'] }

/**
 * `/why?subject=…&property=…&value=…`: who says a fact, where and in which words, and what became of it and of its
 * rivals, in JSON; without a value all values, without a property what can be asked of the subject.
 */
export async function why(c: Context, site: Site): Promise<Response> {
  pick(c, [json])
  const question = questionOf(c)
  const { manifest, store } = site.published
  const dataset: Dataset = { store, base: site.base, language: manifest.language }
  try {
    const asked = understood(dataset, question)
    // By what is meant: one fact can be asked for in any number of spellings.
    const made = await site.representations.of(`why ${questionKey(asked)}`, () =>
      jsonText(whyAnswer(dataset, asked))
    )
    return send(c, made, { 'Content-Type': 'application/json', Vary: 'Accept' })
  } catch (error) {
    throw error instanceof WhyError ? whyFault(error) : error
  }
}

function questionOf(c: Context): WhyQuestion {
  const { subject = '', property, value } = parametersNamed(c, ['subject', 'property', 'value'])
  return { subject, property, value }
}

/** A question that has no answer, as a fault. */
export function whyFault({ code, message, remedy, candidates }: WhyError): Fault {
  const near = candidates.map(candidateText).join(', ')
  return new Fault(whyFaults[code], `${message}; ${remedy}${near === '' ? '' : `: ${near}`}`, {
    members: candidates.length > 0 ? { candidates } : {}
  })
}
