import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { generateTypes } from '../platform/database/generate-types.ts'
import { openInstallation } from '../platform/installation.ts'
import { schemaOf } from '../platform/city.ts'
import { migrations } from './kit.ts'
import { say } from './tell.ts'
import { openApi } from './openapi.ts'

/** `npm run generate [-- --check]`: the files that are made from the program and committed with it. */
const check = process.argv.includes('--check')
const document = join(import.meta.dirname, '..', 'docs', 'openapi.json')
const SCHEMA = schemaOf('000000')

/** Migrates an empty database and writes what its tables look like. @returns whether the committed file is current */
async function types(): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'shian-generate-'))
  const installation = await openInstallation({ dir, migrations })
  try {
    await installation.migrate(SCHEMA)
    return await installation.owner((owner) => generateTypes(owner, SCHEMA, check))
  } finally {
    await installation.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function openApiDocument(): Promise<boolean> {
  const text = await openApi()
  if (check) return (await readFile(document, 'utf8').catch(() => '')) === text
  await mkdir(dirname(document), { recursive: true })
  await writeFile(document, text)
  return true
}

const current = { 'platform/database/types.ts': await types(), 'docs/openapi.json': await openApiDocument() }
const stale = Object.entries(current).filter(([, is]) => !is).map(([file]) => file)
for (const file of stale) say(`${file} is stale: run \`npm run generate\` and commit it`)
if (stale.length > 0) process.exitCode = 1
else say(check ? 'generated files are current' : 'generated files written')
