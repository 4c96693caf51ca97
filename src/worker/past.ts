import { openCompiled, segmentFile, wholeFile } from '../compiled/compiled.ts'
import { historyFiles, type Past, type Published } from '../http/http.ts'

/** A file among the assets; undefined when there is none of that name. */
export type Asset = (file: string) => Promise<Response | undefined>

/**
 * What is kept of earlier versions among the assets, if anything; only its list is read, the rest when it is asked
 * for.
 */
export async function openPast(asset: Asset): Promise<{ past?: Past }> {
  const found = await asset(historyFiles.history)
  if (!found) return {}
  const history = (await found.json()) as Past['history']
  return {
    past: {
      history,
      changes: async () =>
        ((await (await asset(historyFiles.changes))?.json()) ?? []) as Awaited<ReturnType<Past['changes']>>,
      open: version => openEarlier(asset, `${historyFiles.versions}/${version}`)
    }
  }
}

async function openEarlier(
  asset: Asset,
  folder: string
): Promise<Pick<Published, 'manifest' | 'context' | 'store'> | undefined> {
  const [manifest, context] = await Promise.all([
    asset(`${folder}/manifest.json`),
    asset(`${folder}/context.jsonld`)
  ])
  if (!manifest || !context) return undefined
  const pieces: Uint8Array[] = []
  const whole = await unpacked(asset, `${folder}/${wholeFile}`)
  if (whole) pieces.push(whole)
  else
    for (;;) {
      const segment = await unpacked(asset, `${folder}/${segmentFile(pieces.length)}`)
      if (!segment) break
      pieces.push(segment)
    }
  if (pieces.length === 0) return undefined
  return {
    manifest: (await manifest.json()) as Published['manifest'],
    context: (await context.json()) as Published['context'],
    store: openCompiled(pieces)
  }
}

async function unpacked(asset: Asset, file: string): Promise<Uint8Array | undefined> {
  const found = await asset(`${file}.gz`)
  if (!found?.body) return undefined
  const whole = new Response(found.body.pipeThrough(new DecompressionStream('gzip')))
  return new Uint8Array(await whole.arrayBuffer())
}
