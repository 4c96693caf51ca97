import type { Operation } from '../algebra.ts'
import { namesOf } from '../variables.ts'

/** How many solutions a pattern may have of which nothing is known but its constants: a guess. */
export function guessedSize(operation: Operation): number {
  const inputs = (): number[] => (operation['input'] as Operation[]).map(guessedSize)
  switch (operation.type) {
    case 'bgp':
      return Math.min(...(operation['patterns'] as Operation[]).map(guessedMatches), 1e7)
    case 'path':
      return guessedMatches(operation)
    case 'join':
      return Math.min(...inputs())
    case 'union':
      return inputs().reduce((sum, size) => sum + size, 0)
    case 'leftjoin':
    case 'minus':
      return inputs()[0]!
    case 'values':
      return (operation['bindings'] as unknown[]).length
    case 'slice':
      return Math.min(
        (operation['length'] as number | undefined) ?? 1e7,
        guessedSize(operation['input'] as Operation)
      )
    default:
      return guessedSize(operation['input'] as Operation)
  }
}

function guessedMatches({ subject, object }: Operation): number {
  const [isSubject, isObject] = [subject, object].map(end => namesOf([end]).length === 0)
  if (isSubject) return isObject ? 1 : 10
  return isObject ? 1e4 : 1e7
}
