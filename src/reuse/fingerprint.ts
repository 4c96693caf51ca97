/**
 * A number of 53 bits that tells texts apart: equal for equal texts, and for two that differ with a chance of
 * about one in 10¹⁶. For many short texts, where SHA-256 would cost too much.
 */
export function fingerprint(text: string): number {
  let [a, b] = [0xdeadbeef ^ text.length, 0x41c6ce57 ^ text.length]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}

/** The short form of a question: two may share one, so it may only say that something has perhaps changed. */
export const questionMark = (question: string): number => fingerprint(question) >>> 0
