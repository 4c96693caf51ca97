/**
 * The response, of which a body that fails on its way breaks the connection at once: whoever passes bodies on might
 * else write the error behind what was sent, and end it like a whole one.
 */
export function breaking(response: Response, outgoing: { destroy(): unknown }): Response {
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
        controller.error(error)
      }
    },
    cancel: reason => reader.cancel(reason)
  })
  return new Response(watched, { status, headers })
}
