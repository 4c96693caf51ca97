import { fingerprint, questionMark } from './fingerprint.ts'

/** What all notes together answer to each question, in short forms: question marks, and beside them answers. */
export interface Answers {
  readonly questions: Uint32Array
  readonly answers: Float64Array
}

/** Short forms of questions with their answers, sorted; answers to questions of one mark are added up. */
export function answersOf(pairs: Iterable<readonly [question: string, answer: string]>): Answers {
  const byMark = new Map<number, number>()
  for (const [question, answer] of pairs) {
    const mark = questionMark(question)
    const both = fingerprint(`${question}\n${answer}`)
    byMark.set(mark, ((byMark.get(mark) ?? 0) + both) % Number.MAX_SAFE_INTEGER)
  }
  const questions = Uint32Array.from(byMark.keys()).sort()
  return { questions, answers: Float64Array.from(questions, mark => byMark.get(mark)!) }
}

/** Marks of the questions that are answered otherwise than before, or only before, or only now. */
export function changedQuestions(before: Answers, now: Answers): Set<number> {
  const changed = new Set<number>()
  let [i, j] = [0, 0]
  while (i < before.questions.length || j < now.questions.length) {
    const a = before.questions[i] ?? Number.POSITIVE_INFINITY
    const b = now.questions[j] ?? Number.POSITIVE_INFINITY
    if (a !== b || before.answers[i] !== now.answers[j]) changed.add(Math.min(a, b))
    if (a <= b) i++
    if (b <= a) j++
  }
  return changed
}
