/** Rounds of the compression, and the words of one block. */
const ROUNDS = 64
const BLOCK = 64
const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]

const left = (word: number, by: number): number => (word << by) | (word >>> (32 - by))
/** The constant of each round, turned as the round asks. */
const CONSTANTS = Int32Array.from({ length: ROUNDS }, (_, round) => left(round < 16 ? 0x79cc4519 : 0x7a879d8a, round % 32))

/** The words W0 … W67 of a block. @source GB/T 32905-2016, 5.3.2 */
function expand(words: Int32Array, block: DataView, at: number): void {
  for (let i = 0; i < 16; i++) words[i] = block.getInt32(at + i * 4)
  for (let i = 16; i < 68; i++) {
    const x = words[i - 16]! ^ words[i - 9]! ^ left(words[i - 3]!, 15)
    words[i] = x ^ left(x, 15) ^ left(x, 23) ^ left(words[i - 13]!, 7) ^ words[i - 6]!
  }
}

/** @source GB/T 32905-2016, 5.3.3 */
function compress(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number] // eight words, always
  for (let j = 0; j < ROUNDS; j++) {
    const twelve = left(a, 12)
    const first = left((twelve + e + CONSTANTS[j]!) | 0, 7)
    const early = j < 16
    const one = ((early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (first ^ twelve) + (words[j]! ^ words[j + 4]!)) | 0
    const two = ((early ? e ^ f ^ g : (e & f) | (~e & g)) + h + first + words[j]!) | 0
    d = c
    c = left(b, 9)
    b = a
    a = one
    h = g
    g = left(f, 19)
    f = e
    e = two ^ left(two, 9) ^ left(two, 17)
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at]! ^= word
}

/**
 * SM3 (GB/T 32905-2016) piece by piece, in plain JavaScript: a browser has no SM3 of its own, and on the office's network without
 * https no hash at all. The server hashes with Node's; a test holds the two against each other.
 */
export class Sm3 {
  private readonly state = Int32Array.from(START)
  private readonly words = new Int32Array(68)
  private readonly rest = new Uint8Array(BLOCK)
  private waiting = 0
  private size = 0

  update(piece: Uint8Array): this {
    this.size += piece.byteLength
    let at = 0
    if (this.waiting > 0) {
      at = Math.min(BLOCK - this.waiting, piece.byteLength)
      this.rest.set(piece.subarray(0, at), this.waiting)
      this.waiting += at
      if (this.waiting < BLOCK) return this
      this.take(new DataView(this.rest.buffer), 0)
      this.waiting = 0
    }
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength)
    for (; at + BLOCK <= piece.byteLength; at += BLOCK) this.take(view, at)
    this.rest.set(piece.subarray(at))
    this.waiting = piece.byteLength - at
    return this
  }

  /** 64 hex digits; ends the hash. */
  hex(): string {
    const bits = this.size * 8
    const padding = new Uint8Array((this.waiting < 56 ? 56 : 120) - this.waiting + 8)
    padding[0] = 0x80
    const view = new DataView(padding.buffer)
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32))
    view.setUint32(padding.length - 4, bits >>> 0)
    this.update(padding)
    return [...this.state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  private take(view: DataView, at: number): void {
    expand(this.words, view, at)
    compress(this.state, this.words)
  }
}
