import { engineWith } from './oxigraph.js'

export const engine = engineWith({ lenient: true })
