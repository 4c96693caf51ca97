import type { Ask } from './client.ts'
import { descriptionsContract } from './descriptions.ts'
import { dumpsContract } from './dumps.ts'
import { linkedDataContract } from './linked-data.ts'
import { searchContract } from './search.ts'
import { siteContract } from './site.ts'
import { sparqlContract } from './sparql.ts'
import { whyContract } from './why.ts'

export type { Ask }

/**
 * What every host of the site does, whatever runs it. The dataset it serves is about Q318693, has seven members
 * of it, and is based at `http://127.0.0.1:8787/`.
 */
export function httpContract(host: string, ask: Ask): void {
  linkedDataContract(host, ask)
  siteContract(host, ask)
  dumpsContract(host, ask)
  descriptionsContract(host, ask)
  sparqlContract(host, ask)
  whyContract(host, ask)
  searchContract(host, ask)
}
