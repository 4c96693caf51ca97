import { browseContract } from './browse.ts'
import type { Ask } from './client.ts'
import { descriptionsContract } from './descriptions.ts'
import { dumpsContract } from './dumps.ts'
import { examplesContract } from './examples.ts'
import { fragmentsContract } from './fragments.ts'
import { headersContract } from './headers.ts'
import { linkedDataContract } from './linked-data.ts'
import { mcpContract } from './mcp.ts'
import { openApiContract } from './openapi.ts'
import { operationContract } from './operation.ts'
import { scriptsContract } from './scripts.ts'
import { searchContract } from './search.ts'
import { siteContract } from './site.ts'
import { sourcePagesContract } from './source-pages.ts'
import { sparqlContract } from './sparql.ts'
import { strictDocumentsContract } from './strict-documents.ts'
import { strictSparqlContract } from './strict-sparql.ts'
import { viewsContract } from './views.ts'
import { whyContract } from './why.ts'

export type { Ask }

/**
 * What every host of the site does, whatever runs it. The dataset it serves is about Q318693, has seven members
 * of it, and is based at `http://127.0.0.1:8787/`.
 */
export function httpContract(host: string, ask: Ask): void {
  linkedDataContract(host, ask)
  strictDocumentsContract(host, ask)
  siteContract(host, ask)
  dumpsContract(host, ask)
  descriptionsContract(host, ask)
  sparqlContract(host, ask)
  strictSparqlContract(host, ask)
  fragmentsContract(host, ask)
  openApiContract(host, ask)
  mcpContract(host, ask)
  operationContract(host, ask)
  headersContract(host, ask)
  whyContract(host, ask)
  searchContract(host, ask)
  browseContract(host, ask)
  sourcePagesContract(host, ask)
  viewsContract(host, ask)
  scriptsContract(host, ask)
  examplesContract(host, ask)
}
