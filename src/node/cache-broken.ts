/** What an earlier build left is not as it was, or does not help: a build without it puts everything right. */
export class CacheBroken extends Error {}
