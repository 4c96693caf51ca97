import {
  createMcpHandler,
  fromJsonSchema,
  type McpHttpHandler,
  McpServer
} from '@modelcontextprotocol/server'
import { type Tool, toolErrorText } from './tools.ts'

/** What the server says of itself. */
interface McpDescription {
  readonly title: string
  readonly version: string
  readonly address: string
  /** Told to a model before it uses the tools. */
  readonly instructions: string
}

/**
 * Answers requests of the Model Context Protocol over Streamable HTTP, each by itself: nothing is kept between two.
 * `longest`: bytes of a request.
 */
export function createMcp(
  { title, version, address, instructions }: McpDescription,
  tools: readonly Tool[],
  longest: number,
  onInternalError: (error: unknown) => void
): McpHttpHandler {
  const registered = tools.map(tool => ({
    ...tool,
    inputSchema: fromJsonSchema<Record<string, unknown>>(tool.input as never),
    outputSchema: fromJsonSchema<Record<string, unknown>>(tool.output as never)
  }))
  const create = () => {
    const server = new McpServer(
      { name: 'hawksbill', title, version, websiteUrl: address },
      { instructions, capabilities: { tools: {} } }
    )
    for (const { name, title, description, inputSchema, outputSchema, run } of registered)
      server.registerTool(
        name,
        {
          title,
          description,
          inputSchema,
          outputSchema,
          annotations: {
            readOnlyHint: true,
            destructiveHint: false,
            idempotentHint: true,
            openWorldHint: false
          }
        },
        async (given, { mcpReq }) => {
          try {
            const answer = await run(given, mcpReq.signal)
            // The text is for clients that do not know of structured content.
            return {
              content: [{ type: 'text', text: JSON.stringify(answer) }],
              structuredContent: answer as Record<string, unknown>
            }
          } catch (error) {
            const text = toolErrorText(error)
            if (text === undefined) onInternalError(error)
            return {
              content: [{ type: 'text', text: text ?? 'Something is wrong on our side; it may work later.' }],
              isError: true
            }
          }
        }
      )
    return server
  }
  return createMcpHandler(create, { responseMode: 'json', maxRequestBodySize: longest })
}
