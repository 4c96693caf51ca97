import { watch } from 'node:fs'
import { scriptPolicy } from '../http/http.ts'
import type { Fetch } from './server.ts'

/** Editors save in bursts: a rebuild waits until the files have been quiet for this many milliseconds. */
const quiet = 80

/**
 * Calls `changed` after files in a folder changed, one call at a time: changes during a call lead to one more.
 * Gives a function that stops watching.
 */
export function watchFolder(
  folder: string,
  ignored: (path: string) => boolean,
  changed: () => Promise<void>
): () => void {
  let timer: NodeJS.Timeout | undefined
  let running = false
  let again = false
  const run = async (): Promise<void> => {
    if (running) {
      again = true
      return
    }
    running = true
    do {
      again = false
      await changed()
    } while (again)
    running = false
  }
  const watcher = watch(folder, { recursive: true }, (_, file) => {
    if (file === null || ignored(String(file))) return
    clearTimeout(timer)
    timer = setTimeout(() => void run(), quiet)
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}

const script = `const events = new EventSource('/.hawksbill/events')
events.addEventListener('reload', () => location.reload())
`

/**
 * Makes open pages load themselves again: pages get a small script that listens for `reload`, only while a vault is
 * watched.
 */
export class LiveReload {
  readonly #pages = new Set<ReadableStreamDefaultController<Uint8Array>>()

  reload(): void {
    const event = new TextEncoder().encode('event: reload\ndata:\n\n')
    for (const page of this.#pages) page.enqueue(event)
  }

  readonly before =
    (site: Fetch): Fetch =>
    async request => {
      const { pathname } = new URL(request.url)
      if (pathname === '/.hawksbill/events') return this.#events(request)
      if (pathname === '/.hawksbill/reload.js')
        return new Response(script, { headers: { 'Content-Type': 'text/javascript;charset=utf-8' } })
      const response = await site(request)
      return response.headers.get('Content-Type')?.startsWith('text/html') ? withScript(response) : response
    }

  #events(request: Request): Response {
    let page: ReadableStreamDefaultController<Uint8Array> | undefined
    const leave = (): void => {
      if (page) this.#pages.delete(page)
    }
    request.signal.addEventListener('abort', leave)
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        page = controller
        this.#pages.add(controller)
        controller.enqueue(new TextEncoder().encode(': here\n\n'))
      },
      cancel: leave
    })
    return new Response(body, {
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }
    })
  }
}

async function withScript(response: Response): Promise<Response> {
  const headers = new Headers(response.headers)
  const policy = headers.get('Content-Security-Policy')
  // Where the pages have scripts already, their policy allows ours too.
  if (policy !== null && !policy.includes(scriptPolicy))
    headers.set('Content-Security-Policy', `${policy}; ${scriptPolicy}`)
  // The page changes with the vault: no cache may answer for it.
  headers.set('Cache-Control', 'no-store')
  for (const name of ['ETag', 'Content-Length']) headers.delete(name)
  const { status, statusText } = response
  if (response.body === null) return new Response(null, { status, statusText, headers })
  const page = await response.text()
  const live = page.replace('</body>', '<script src="/.hawksbill/reload.js"></script>\n</body>')
  return new Response(live, { status, statusText, headers })
}
