import type { Context } from 'hono'
import { Fault } from '../faults.ts'

/**
 * Form parameters, decoded strictly: bytes that are not UTF-8 would otherwise become other text unnoticed. Throws a
 * Fault for these.
 */
export function parametersOf(encoded: string): URLSearchParams {
  try {
    decodeURIComponent(encoded.replaceAll('+', ' '))
  } catch {
    throw new Fault('bad-request', 'A parameter holds an escape that is not UTF-8 or not two hex digits')
  }
  return new URLSearchParams(encoded)
}

/** The parameters of a request's address, each once at most; a Fault where there is another. */
export function parametersNamed<Name extends string>(
  c: Context,
  names: readonly Name[]
): Partial<Record<Name, string>> {
  const given = parametersOf(new URL(c.req.url).search.slice(1))
  const foreign = [...given.keys()].find(name => !names.some(known => known === name))
  if (foreign !== undefined)
    throw new Fault(
      'bad-request',
      `There is no parameter ${foreign.slice(0, 80)}; there are ${names.join(', ')}`
    )
  const found: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const value = onlyOne(given, name)
    if (value !== undefined) found[name] = value
  }
  return found
}

/** The parameter of a name, if there is one; a Fault where there are several. */
export function onlyOne(parameters: URLSearchParams, name: string): string | undefined {
  const [first, ...more] = parameters.getAll(name)
  if (more.length > 0)
    throw new Fault('bad-request', `There are ${1 + more.length} parameters named ${name}; send one`)
  return first
}
