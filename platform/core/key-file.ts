import { constants } from 'node:fs'
import { chmod, link, open, readFile, rm } from 'node:fs/promises'
import { newDataKey, type SecretKey } from './secret.ts'
import { newId } from './ids.ts'

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

/**
 * The installation's master key from its file (64 hex digits, mode 0600), which is made at the first start. The new key is on
 * disk whole before it bears its name: a crash leaves either no key or the key. Two starts at once get the same one.
 * @throws Error where the file is there but holds no key: a key is never replaced by guess, what it sealed would be lost
 */
export async function masterKey(path: string): Promise<SecretKey> {
  try {
    return await readKey(path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  const draft = `${path}.${newId()}`
  const file = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    await file.writeFile(`${newDataKey().toString('hex')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft)
  }
  return readKey(path)
}

async function readKey(path: string): Promise<SecretKey> {
  const text = (await readFile(path, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`not a master key: ${path}`)
  // A copy or a restore may have widened the mode.
  await chmod(path, 0o600)
  return Buffer.from(text, 'hex')
}
