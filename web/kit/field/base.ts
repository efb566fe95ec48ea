/**
 * The phone's own database: `open` holds what must be read before the PIN (the vault itself), `sealed` everything else, as
 * ciphertext only. A change is awaited until the browser has written it to the disk.
 */
const NAME = 'shian-field'
export type Table = 'open' | 'sealed'
export type Change = { readonly table: Table; readonly key: string; readonly value: unknown } | { readonly table: Table; readonly key: string; readonly gone: true }

let connection: Promise<IDBDatabase> | undefined

function connect(): Promise<IDBDatabase> {
  connection ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('open')
      asked.result.createObjectStore('sealed')
    }
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => {
      connection = undefined
      reject(asked.error ?? new Error('the phone’s database did not open'))
    }
  })
  return connection
}

const answer = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('the phone’s database did not answer'))
  })

/** What stands under a key, in the shape that its writer gave it. */
export const find = async <T>(table: Table, key: string): Promise<T | undefined> =>
  answer((await connect()).transaction(table).objectStore(table).get(key) as IDBRequest<T | undefined>)

/** Keys that begin with a text, in their order. */
export async function keysOf(table: Table, prefix: string): Promise<string[]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
  return (await answer((await connect()).transaction(table).objectStore(table).getAllKeys(range))) as string[] // only texts are written as keys
}

/** All changes or none, on the disk when this resolves. */
export async function write(changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const transaction = (await connect()).transaction(['open', 'sealed'], 'readwrite', { durability: 'strict' })
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('the phone’s storage is full'))
  })
  for (const change of changes) {
    const store = transaction.objectStore(change.table)
    if ('gone' in change) store.delete(change.key)
    else store.put(change.value, change.key)
  }
  return done
}
