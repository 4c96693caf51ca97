/** A store longer than this is cut into files of this length: Workers take no asset of 25 MiB or more. In bytes. */
export const segmentBytes = 24 * 1024 * 1024

/** The name of a file that is a whole store. */
export const wholeFile = 'store.hbk'

/** The name of one of the files that a long store is cut into, from 0. */
export const segmentFile = (segment: number): string => `store-${String(segment).padStart(3, '0')}.hbk`

const pattern = /^store(?:-\d{3,})?\.hbk$/

/** Whether a file's name is that of a store or of a part of one. */
export const isStoreFile = (name: string): boolean => pattern.test(name)
