import { find, keysOf, write, type Change } from './base.ts'
import { seal, unseal, type Sealed } from './vault.ts'

/** What is kept on the phone, by kind: `bundle`, `draft`, `action`, `file` (about a picture), `bytes` (the picture), `setting`. */
export type Kind = 'bundle' | 'draft' | 'action' | 'file' | 'bytes' | 'setting'
export type Put = { readonly kind: Kind; readonly id: string; readonly value: unknown } | { readonly kind: Kind; readonly id: string; readonly gone: true }

/** Sealed records of one vault. All of a `write` is kept, or nothing. */
export type Keep = {
  readonly all: <T>(kind: Kind) => Promise<Map<string, T>>
  readonly find: <T>(kind: Kind, id: string) => Promise<T | undefined>
  readonly write: (puts: readonly Put[]) => Promise<void>
}

const toBytes = (kind: Kind, value: unknown): Uint8Array<ArrayBuffer> => (kind === 'bytes' ? (value as Uint8Array<ArrayBuffer>) : new TextEncoder().encode(JSON.stringify(value))) // `bytes` are written as bytes only
const ofBytes = <T>(kind: Kind, bytes: Uint8Array): T => (kind === 'bytes' ? bytes : JSON.parse(new TextDecoder().decode(bytes))) as T // in the shape it was written in

export function keepOf(vault: string, key: CryptoKey): Keep {
  const name = (kind: Kind, id: string): string => `${vault}|${kind}|${id}`
  const open = async <T>(kind: Kind, at: string): Promise<T | undefined> => {
    const sealed = await find<Sealed>('sealed', at)
    return sealed && ofBytes<T>(kind, await unseal(key, at, sealed))
  }
  return {
    find: (kind, id) => open(kind, name(kind, id)),
    all: async <T>(kind: Kind) => {
      const keys = await keysOf('sealed', name(kind, ''))
      const values = await Promise.all(keys.map((at) => open<T>(kind, at)))
      return new Map(keys.flatMap((at, index) => (values[index] === undefined ? [] : [[at.slice(name(kind, '').length), values[index]]])))
    },
    write: async (puts) => {
      const changes = await Promise.all(puts.map(async (put): Promise<Change> => {
        const at = name(put.kind, put.id)
        return 'gone' in put ? { table: 'sealed', key: at, gone: true } : { table: 'sealed', key: at, value: await seal(key, at, toBytes(put.kind, put.value)) }
      }))
      await write(changes)
    },
  }
}

/** Takes off the phone what the day's end takes: what the server has anyway. Drafts, pictures and what is unsent stay, sealed. */
export async function dropBundles(vault: string): Promise<void> {
  await write((await keysOf('sealed', `${vault}|bundle|`)).map((key) => ({ table: 'sealed', key, gone: true })))
}

const LEFT: readonly Kind[] = ['draft', 'action', 'file', 'bytes']

/** How many records of a vault are still on the phone. */
export const leftIn = async (vault: string): Promise<number> =>
  (await Promise.all((['draft', 'action'] as const).map((kind) => keysOf('sealed', `${vault}|${kind}|`)))).flat().length

/** Moves what one vault still holds into another, sealed anew. */
export async function moveInto(from: { readonly vault: string; readonly keep: Keep }, to: Keep): Promise<void> {
  for (const kind of LEFT) {
    for (const [id, value] of await from.keep.all<unknown>(kind)) {
      if ((await to.find(kind, id)) === undefined) await to.write([{ kind, id, value }])
      await from.keep.write([{ kind, id, gone: true }])
    }
  }
}
