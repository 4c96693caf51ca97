/** Thrown by a writer for a quad that its format has no way to say. */
export class Inexpressible extends Error {}
