import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { isStoreFile, labelExtras, StoreWriter } from '../compiled/compiled.ts'
import { LineReader } from '../rdf/rdf.ts'
import { fileScratch } from './scratch.ts'
import { statisticsFile, writeStatistics } from './statistics.ts'
import { datasetSection, hasStoreOf, linePieces, writeStoreFiles } from './store-file.ts'

/**
 * Writes the store of a folder of dumps: what `dumps/dataset.nq` has, as the store that servers and queries open,
 * and its counts. Where `earlier` has a store of the same version, that is copied.
 */
export function compileDump(folder: string, version: string, earlier?: string): void {
  if (
    earlier !== undefined &&
    existsSync(path.join(earlier, statisticsFile)) &&
    hasStoreOf(earlier, version)
  ) {
    for (const file of readdirSync(earlier))
      if (isStoreFile(file) || file === statisticsFile)
        copyFileSync(path.join(earlier, file), path.join(folder, file))
    return
  }
  const scratch = fileScratch(folder)
  const names = labelExtras()
  const writer = new StoreWriter({
    scratch,
    extras: (core, files) => {
      writeStatistics(folder, core)
      return [datasetSection({ version }), ...names(core, files)]
    }
  })
  const reader = new LineReader(true)
  try {
    for (const lines of linePieces(path.join(folder, 'dumps/dataset.nq')))
      for (const quad of reader.read(lines)) writer.add(quad)
    writeStoreFiles(writer, folder)
  } finally {
    scratch.closeAll()
  }
}
