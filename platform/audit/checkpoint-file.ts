import { createHmac } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpointFileName, checkpointLine, readCheckpoints, type Checkpoint, type CheckpointFile } from './checkpoints.ts'

export type { Checkpoint }

/** The key that seals the checkpoint files: derived, so that the key of personal data signs nothing itself. */
const keyFrom = (masterKey: Uint8Array): Buffer => createHmac('sm3', masterKey).update('shian.audit.checkpoints.v1').digest()

const pathIn = (dir: string, city: string): string => join(dir, checkpointFileName(city))

/** Appends a checkpoint to the city's file outside the database; it is on the disk when this returns. */
export async function appendCheckpoint(dir: string, city: string, masterKey: Uint8Array, checkpoint: Checkpoint): Promise<void> {
  const key = keyFrom(masterKey)
  const file = await open(pathIn(dir, city), constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    const { seal, length } = readCheckpoints(key, await file.readFile('utf8'))
    const { line } = checkpointLine(key, seal, checkpoint)
    // What a crash left of a half-written line is cut off.
    await file.truncate(length)
    await file.write(line, length)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The checkpoints of the city's file and what is wrong with it; nothing where there is no file. */
export async function checkpointFile(dir: string, city: string, masterKey: Uint8Array): Promise<CheckpointFile> {
  const key = keyFrom(masterKey)
  const file = await open(pathIn(dir, city), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return readCheckpoints(key, '')
  try {
    return readCheckpoints(key, await file.readFile('utf8'))
  } finally {
    await file.close()
  }
}
