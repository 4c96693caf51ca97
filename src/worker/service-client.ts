import { type AskService, QueryError } from '../query/query.ts'

/** Milliseconds that one answer may take, and the bytes that it may have. */
const [timeout, size] = [20_000, 16 * 1024 * 1024]
const mostRedirects = 3
const mediaTypes = ['application/sparql-results+json', 'application/json']

/**
 * Asks SPARQL endpoints by POST of a form (SPARQL 1.1 Protocol §2.1.2). Workers reach the public Internet alone, so
 * only redirects are looked at: they may lead to what may be asked itself.
 */
export const askService: AskService = async ({ endpoint, query, allowed, signal }) => {
  const late = new AbortController()
  const timer = setTimeout(
    () =>
      late.abort(new QueryError('service-late', `<${endpoint}> gave no answer within ${timeout / 1000} s`)),
    timeout
  )
  const stop = AbortSignal.any([signal, late.signal])
  const failed = (why: string) => new QueryError('service-failed', `<${endpoint}> cannot be asked: ${why}`)
  try {
    let address = endpoint
    for (let redirects = 0; ; redirects++) {
      const response = await fetch(address, {
        method: 'POST',
        redirect: 'manual',
        signal: stop,
        headers: {
          Accept: 'application/sparql-results+json',
          'Content-Type': 'application/x-www-form-urlencoded',
          'User-Agent': 'Hawksbill/0.1 (SPARQL federation)'
        },
        body: new URLSearchParams({ query }).toString()
      })
      const { status, headers } = response
      if (status === 200) return await read(response, failed)
      await response.body?.cancel()
      const target = URL.parse(headers.get('location') ?? '', address)?.href
      if (![301, 302, 303, 307, 308].includes(status) || target === undefined || redirects === mostRedirects)
        throw failed(`it answers with status ${status}`)
      const next = allowed.find(one => URL.parse(one)?.href === target)
      if (next === undefined) throw failed('it redirects to an address that is not on the list')
      address = next
    }
  } catch (error) {
    if (stop.aborted) throw stop.reason
    throw error instanceof QueryError ? error : failed('the connection failed')
  } finally {
    clearTimeout(timer)
  }
}

/** The text of an answer that is results in JSON. */
async function read(response: Response, failed: (why: string) => QueryError): Promise<string> {
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  const { body } = response
  if (!body || !mediaTypes.includes(type)) {
    await body?.cancel()
    throw failed('its answer is not results in JSON')
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = body.getReader()
  const pieces: string[] = []
  try {
    for (let length = 0; ; ) {
      const { done, value } = await reader.read()
      if (done) return pieces.join('') + decoder.decode()
      length += value.length
      if (length > size) throw failed(`its answer has more than ${size} bytes`)
      pieces.push(decoder.decode(value, { stream: true }))
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
