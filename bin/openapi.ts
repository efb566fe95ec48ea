import { duties } from '../duties/index.ts'
import { Database } from '../platform/database/database.ts'
import { assemble } from '../platform/platform.ts'

/** The OpenAPI document of everything that is served, as JSON text. Needs no database: nothing is asked of one. */
export async function openApi(): Promise<string> {
  const database = new Database('postgres://nobody@127.0.0.1:1/none', { masterKey: Buffer.alloc(32) })
  const app = await assemble({ database, dir: '', files: '' }, duties)
  try {
    await app.ready()
    return `${JSON.stringify(app.swagger(), null, 1)}\n`
  } finally {
    await app.close()
    await database.close()
  }
}
