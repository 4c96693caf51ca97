/**
 * Tests that fail, by their ids, with the reason. The list is true: a test in it that passes is a failure too, and
 * so is an id that no test has.
 */
export const knownFailures: ReadonlyMap<string, string> = new Map([])
