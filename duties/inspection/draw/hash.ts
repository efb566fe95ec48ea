import { createHash } from 'node:crypto'
import type { Hash } from './draw.ts'

/** Node's own SM3, for the long text of a pool some four times faster than the browser's. */
export const sm3: Hash = (pieces) => {
  const hash = createHash('sm3')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}
