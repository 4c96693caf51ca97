/**
 * Makes the outline of the land that maps are drawn on. `npx node ontology/land.ts` writes `src/pages/views/land.ts`,
 * from the npm package `world-atlas` 2.0.2 (Natural Earth 1:110m, public domain). `tests/views.test.ts` compares the
 * file with this.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Steps of a degree that the outline is rounded to: less than a pixel of a map of the world. */
const perDegree = 5

/** The outline in steps from the upper left corner, cut where the map ends. */
const readPath = (): string => {
  const require = createRequire(import.meta.url)
  const { geoEquirectangular, geoPath } = require('d3-geo')
  const topology = require('world-atlas/land-110m.json')
  const land = require('topojson-client').feature(topology, topology.objects.land)
  const size = [360 * perDegree, 180 * perDegree]
  const projection = geoEquirectangular().precision(0).fitSize(size, { type: 'Sphere' })
  return geoPath(projection)(land)
}

/** One outline of a path, `100,200L101,201…`, in whole steps (SVG 2 §9.3), each from the one before. */
function inSteps(outline: string): string {
  const points = outline
    .split('L')
    .map(point => point.split(',').map(number => Math.round(Number(number))))
    .filter(([x, y], i, all) => i === 0 || x !== all[i - 1]![0] || y !== all[i - 1]![1])
  const [first, ...rest] = points
  if (!first || rest.length < 2) return ''
  let [x, y] = first as [number, number]
  const steps = rest.map(([toX, toY]) => {
    const step = `${toX! - x} ${toY! - y}`
    x = toX!
    y = toY!
    return step
  })
  return `M${first.join(' ')}l${steps.join(' ').replaceAll(' -', '-')}z`
}

/** The land as a path. */
const landPath = (): string => readPath().split(/[MZ]/).filter(Boolean).map(inSteps).join('')

/** The text of the module. */
export const landModule = (): string => `/**
 * The land of the earth as a path (SVG 2 §9.3), equirectangular from the upper left corner, ${perDegree} units a degree. Made by
 * \`ontology/land.ts\` of Natural Earth's 1:110m land, which is in the public domain.
 */
export const landPath =
  '${landPath()}'

/** Units of the path for all longitudes and all latitudes. */
export const [landWidth, landHeight] = [${360 * perDegree}, ${180 * perDegree}]
`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = landModule()
  writeFileSync(fileURLToPath(new URL('../src/pages/views/land.ts', import.meta.url)), text)
  console.log(`src/pages/views/land.ts: ${Buffer.byteLength(text)} bytes`)
}
