import type { FaultPlace } from './fault-mark.ts'

/** What the site answers to a query, as far as a page shows it. */
export type Fetched =
  | {
      readonly kind: 'page'
      readonly title: string
      readonly query: string
      /** Absent of a page where a query is only written. */
      readonly answer: HTMLElement | undefined
    }
  | { readonly kind: 'fault'; readonly detail: string; readonly place?: FaultPlace }
  /** Something that is no page, which the browser itself shows. */
  | { readonly kind: 'other' }

/** What is asked: an address, or what a form sends there. */
export interface Question {
  readonly address: string
  readonly form?: URLSearchParams
}

/** Asks for the page that the browser would go to, or for the details of why there is none. */
export async function fetchAnswer({ address, form }: Question, signal: AbortSignal): Promise<Fetched> {
  const response = await fetch(address, {
    signal,
    headers: { Accept: 'application/problem+json, text/html;q=0.9' },
    ...(form && { method: 'POST', body: form })
  })
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('application/problem+json')) return faultOf(await response.json())
  if (!type.startsWith('text/html')) {
    await response.body?.cancel()
    return { kind: 'other' }
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  return {
    kind: 'page',
    title: page.title,
    query: page.querySelector<HTMLTextAreaElement>('#query')?.value ?? '',
    answer: page.querySelector<HTMLElement>('#answer') ?? undefined
  }
}

function faultOf(problem: { title?: string; detail?: string; line?: number; column?: number }): Fetched {
  const { title = 'The query could not be answered', detail = title, line, column } = problem
  return {
    kind: 'fault',
    detail,
    ...(line !== undefined && column !== undefined && { place: { line, column } })
  }
}
