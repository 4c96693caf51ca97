import type { Quad, Term } from '../rdf/rdf.ts'

/** Whether a quad goes on about this subject. Blocks share term objects, so that most need no comparison. */
export const isAbout = (quad: Quad, subject: Term | undefined): boolean =>
  quad.subject === subject || (subject !== undefined && quad.subject.equals(subject))
