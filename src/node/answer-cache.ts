import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Keeps a model's answers by the hash of what was asked, so that the same question has the same answer. */
export interface AnswerCache {
  get(question: string): Promise<string | undefined>
  put(question: string, answer: string): Promise<void>
}

/** Where in a vault answers are kept; a folder with a dot, which no build reads notes from, and watching ignores. */
export const answersFolder = '.hawksbill/answers'

/** Answers in a folder, a file each; two builds at once do not disturb each other. */
export function openAnswers(folder: string): AnswerCache {
  const fileOf = (question: string): string =>
    path.join(folder, question.slice(0, 2), `${question.slice(2)}.json`)
  return {
    async get(question) {
      try {
        const { answer } = JSON.parse(await readFile(fileOf(question), 'utf8')) as { answer?: unknown }
        return typeof answer === 'string' ? answer : undefined
      } catch (error) {
        // What is missing or was cut off is asked again.
        if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT')
          return undefined
        throw error
      }
    },
    async put(question, answer) {
      const file = fileOf(question)
      await mkdir(path.dirname(file), { recursive: true })
      const draft = `${file}.${process.pid}`
      await writeFile(draft, `${JSON.stringify({ answer }, null, 2)}\n`)
      await rename(draft, file)
    }
  }
}
