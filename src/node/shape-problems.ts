import type { Problem } from '../problem.ts'
import type { Made, Publication } from '../publish/publish.ts'
import { shapePrefixesOf, TurtleTerms } from '../rdf/rdf.ts'
import type { Violation } from '../shapes/shapes.ts'

/** How much of a value that is wrong is shown. */
const shownOfValue = 80

/**
 * What of a publication is not as the shapes say, as problems of the source it comes from; of the vault's folder
 * where that cannot be told. Makes all units of the publication.
 */
export async function* shapeProblems(publication: Publication, folder: string): AsyncIterable<Problem> {
  // A build does without the engine.
  const { violations } = await import('../shapes/shapes.ts')
  const { iris, shapes, settings } = publication
  let files: Map<string, string> | undefined
  const fileOf = (source: string): string | undefined => {
    files ??= new Map(publication.sources.map(({ id, file }) => [iris.source(id), file]))
    return files.get(source)
  }
  const terms = new TurtleTerms(shapePrefixesOf(settings.base))
  for await (const violation of violations(blocksOf(publication), shapes, settings.base)) {
    const { severity, shape, origin, message } = violation
    const file = origin && fileOf(origin.source)
    yield {
      severity,
      code: shape.slice(settings.base.length),
      file: file ?? folder,
      ...(file !== undefined && origin?.line !== undefined ? { line: origin.line } : {}),
      message: `${message}; this is not so for ${placeOf(violation, terms)}`,
      remedy:
        severity === 'warning'
          ? 'look whether the source means that'
          : 'look whether the source means that; if it does, Hawksbill is at fault, and its makers would like to know'
    }
  }
}

/** The node, the property and the value that are wrong: the node in full, so that it can be looked up. */
function placeOf({ node, path, value }: Violation, terms: TurtleTerms): string {
  const place = path === undefined ? node : `${node} at ${terms.name(path)}`
  if (value === undefined || value === '') return place
  const shown = value.length > shownOfValue ? `${value.slice(0, shownOfValue)}…` : value
  return `${place}: ${shown.replace(/\s+/g, ' ')}`
}

function* blocksOf(publication: Publication): Iterable<Made['blocks']> {
  for (const unit of publication.units()) if ('made' in unit) yield unit.made.blocks
}
