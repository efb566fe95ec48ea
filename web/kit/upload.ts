import { Sm3 } from '../../platform/core/sm3.ts'
import { api, isProblem, ProblemError } from './api.ts'

/** Smaller files go in one piece; larger ones in pieces of this many bytes, so that little is sent twice. */
const PIECE = 4 * 1_048_576
/** Pauses between tries of a piece, in milliseconds: half a minute without a line is bridged. */
const PAUSES = [500, 1_000, 2_000, 4_000, 8_000, 16_000]

export type UploadOptions = {
  readonly about?: Readonly<Record<string, string>>
  /** Told from 0 to 1 while a large file is read for its hash, before anything is sent. */
  readonly reading?: ((share: number) => void) | undefined
  /** Told from 0 to 1 as bytes arrive. */
  readonly progress?: (share: number) => void
  /** Stops it: what the server has already stays for a day, as after a broken line. */
  readonly signal?: AbortSignal
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** SM3 of a file, read piece by piece: the page stays alive between two. */
async function hashOf(file: File, { reading, signal }: UploadOptions): Promise<string> {
  const hash = new Sm3()
  for (let at = 0; at < file.size; at += PIECE, signal?.throwIfAborted()) {
    reading?.(at / file.size)
    hash.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()))
  }
  return hash.hex()
}

/** A piece is tried again while the server cannot be reached. @returns bytes the server has */
async function sendPiece(id: string, file: File, offset: number, signal?: AbortSignal): Promise<number> {
  for (const pause of [...PAUSES, 0]) {
    signal?.throwIfAborted()
    try {
      return (await api.piece<{ received: number }>(`/uploads/${id}`, file.slice(offset, offset + PIECE), { offset }, signal)).received
    } catch (error) {
      if (isProblem(error, 'upload.offset')) return Number(error.details['received'])
      if (!(error instanceof ProblemError) || (error.status > 0 && error.status < 500) || pause === 0) throw error
      await wait(pause)
    }
  }
  return offset
}

/**
 * Uploads a file; its hash goes with it, so that what was changed on the way is refused. A large one goes in pieces: after a broken line, a closed page or a restart of the server the same file chosen
 * again goes on where it stopped, for a day.
 * @throws DOMException `AbortError` once `signal` says so
 */
export async function uploadFile<T>(file: File, options: UploadOptions = {}): Promise<T> {
  const { about = {}, progress, signal } = options
  const hash = await hashOf(file, options)
  if (file.size <= PIECE) return api.upload<T>('/files', file, { ...about, hash }, signal)
  const { id, received } = await api.post<{ id: string; received: number }>('/uploads', { name: file.name, size: file.size, hash, ...about })
  for (let at = received; at < file.size;) {
    progress?.(at / file.size)
    at = await sendPiece(id, file, at, signal)
  }
  progress?.(1)
  signal?.throwIfAborted()
  return api.post<T>(`/uploads/${id}/finish`)
}
