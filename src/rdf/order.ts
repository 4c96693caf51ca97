const beyondBasicPlane = /[\ud800-\udfff]/

/** The order of UTF-8 bytes, which is that of code points; JavaScript's own differs beyond U+D7FF. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  if (!beyondBasicPlane.test(a) && !beyondBasicPlane.test(b)) return a < b ? -1 : 1
  const [as, bs] = [[...a], [...b]]
  for (let i = 0; i < as.length && i < bs.length; i++) {
    const difference = as[i]!.codePointAt(0)! - bs[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return as.length - bs.length
}

/**
 * Sorts texts in place by code point. Few have characters beyond the basic plane, and then no comparison need look
 * for them.
 */
export const sortByCodePoint = (texts: string[]): string[] =>
  texts.some(text => beyondBasicPlane.test(text)) ? texts.sort(byCodePoint) : texts.sort()
