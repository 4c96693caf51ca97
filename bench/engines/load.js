import autocannon from 'autocannon'

/** Asks a server as much as it answers; gives what autocannon counted. */
export const load = options => autocannon(options)
