import { askEndpoint, type ServiceHost } from '../http/http.ts'
import type { AskService } from '../query/query.ts'

/** By `fetch`: Workers reach the public Internet alone, so no address is looked at. */
const workers: ServiceHost = {
  async post(address, form) {
    const { status, headers, body } = await fetch(address, { ...form, method: 'POST', redirect: 'manual' })
    return {
      status,
      type: headers.get('content-type'),
      location: headers.get('location'),
      pieces: body,
      leave: () => body?.cancel().catch(() => undefined)
    }
  },
  reasonOf: () => 'the connection failed'
}

/** Asks SPARQL endpoints. */
export const askService: AskService = request => askEndpoint(request, workers)
