import { clientFault, Fault } from '../http/http.ts'

/**
 * The response, of which a body that fails on its way breaks the connection at once: whoever passes bodies on might
 * else write the error behind what was sent, and end it like a whole one. `onInternalError` is told where the fault
 * is ours, and not that of a query or its limits.
 */
export function breaking(
  response: Response,
  outgoing: { destroy(): unknown },
  onInternalError: (error: unknown) => void = () => undefined
): Response {
  // What is there as a whole goes out at once; asking for the body would make a stream of it.
  if (response.headers.has('content-length')) return response
  const { body, status, headers } = response
  if (!body) return response
  const reader = body.getReader()
  const watched = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await reader.read()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      } catch (error) {
        outgoing.destroy()
        if (!(clientFault(error) instanceof Fault)) onInternalError(error)
        // Who sends the body on would print an error, of which everything is told.
        controller.close()
      }
    },
    cancel: reason => reader.cancel(reason)
  })
  return new Response(watched, { status, headers })
}
