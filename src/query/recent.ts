/** What was used last, by keys: so many at most, and none under a long key. */
export class Recent<Value> {
  readonly #most: number
  readonly #longest: number
  readonly #values = new Map<string, Value>()

  /** `longest`: UTF-16 units that a key may have. */
  constructor(most: number, longest: number) {
    this.#most = most
    this.#longest = longest
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) {
      // A map keeps its keys in the order in which they were set.
      this.#values.delete(key)
      this.#values.set(key, value)
    }
    return value
  }

  set(key: string, value: Value): void {
    if (key.length > this.#longest || this.#values.has(key)) return
    if (this.#values.size >= this.#most) {
      const [oldest] = this.#values.keys()
      this.#values.delete(oldest!)
    }
    this.#values.set(key, value)
  }
}
