const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Random bytes drawn ahead: one call of the system's generator serves hundreds of ids. */
const drawn = new Uint8Array(4096)
let used = drawn.length

/** A UUID version 7 (RFC 9562): 48 bits of time, so that rows made together lie together in their index. Runs in the browser too. */
export function newId(at: number = Date.now()): string {
  if (used + 10 > drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  const time = Math.floor(at).toString(16).padStart(12, '0')
  const random = (i: number): number => drawn[used + i]!
  const hex = (from: number, to: number): string => {
    let text = ''
    for (let i = from; i < to; i++) text += HEX[random(i)]!
    return text
  }
  const id = `${time.slice(0, 8)}-${time.slice(8)}-${HEX[0x70 | (random(0) & 0x0f)]!}${HEX[random(1)]!}-${HEX[0x80 | (random(2) & 0x3f)]!}${HEX[random(3)]!}-${hex(4, 10)}`
  used += 10
  return id
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for a lower-case UUID, the only spelling the program writes. */
export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text)
