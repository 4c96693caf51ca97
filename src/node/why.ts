import { stat } from 'node:fs/promises'
import path from 'node:path'
import {
  candidateText,
  type Dataset,
  understood,
  WhyError,
  type WhyQuestion,
  whyAnswer
} from '../store/store.ts'
import { InputError } from './input-error.ts'
import { openPublished } from './published.ts'
import { print } from './terminal.ts'
import { printable, terminalWidth } from './terminal-page.ts'
import { whyLines } from './why-lines.ts'

/**
 * `hawksbill why`: prints who says a fact, where and in which words, and what became of it and its rivals. Throws an
 * InputError where the dataset knows no such subject, property or value, with what it has instead.
 */
export async function printWhy(args: readonly string[], json: boolean): Promise<void> {
  const { folder, question } = await questionOf(args)
  const { manifest, store } = await openPublished(folder)
  const dataset: Dataset = { store, base: manifest.base, language: manifest.language }
  const answer = answered(dataset, question)
  if (json) {
    print(JSON.stringify(answer, null, 1))
    return
  }
  const lines = whyLines(answer, {
    width: terminalWidth(),
    asked: question.value
  })
  for (const line of lines) print(line)
}

/**
 * The first argument is the folder where it can be one: of four always, else where a build wrote it, or it is a
 * path.
 */
async function questionOf(args: readonly string[]): Promise<{ folder: string; question: WhyQuestion }> {
  const [first = '', ...others] = args
  const named = args.length > 3 || (others.length > 0 && (await isFolder(first)))
  const [subject = '', property, value] = named ? others : args
  return { folder: named ? first : 'out', question: { subject, property, value } }
}

async function isFolder(text: string): Promise<boolean> {
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !path.win32.isAbsolute(text)) return false
  if (/[\\/]/.test(text)) return true
  const found = await stat(path.join(text, 'manifest.json')).catch(() => undefined)
  return found?.isFile() === true
}

function answered(dataset: Dataset, question: WhyQuestion) {
  try {
    return whyAnswer(dataset, understood(dataset, question))
  } catch (error) {
    if (!(error instanceof WhyError)) throw error
    const { message, remedy, candidates } = error
    const named = candidates.map(candidateText)
    throw new InputError(
      printable(message),
      printable(named.length === 0 ? remedy : `${remedy}: ${named.join(', ')}`),
      { cause: error }
    )
  }
}
