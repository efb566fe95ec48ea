#!/usr/bin/env node
// The door: plain JavaScript that any Node can read. The program itself is TypeScript and needs Node 24, which `npm ci`
// brings along; npm scripts and npx find it by themselves.
import module from 'node:module'
import { join } from 'node:path'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `食安城需要 Node.js 24，当前为 ${process.versions.node}。请用 npx shian 运行（npm ci 已装好 Node.js 24）。\n` +
      `ShiAn needs Node.js 24; this is ${process.versions.node}. Run it as \`npx shian\`: npm ci has installed Node.js 24.`,
  )
  process.exit(1)
}
// What was read once is kept compiled, beside the packages: the next start needs half of the time. The processes it starts do the same.
// Where nothing may be written there, all is as without it. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '..', 'node_modules', '.cache', 'shian')
module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
// Type stripping and SQLite are stable in what is used of them; their notices would stand in every command's output.
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(String(warning))
})
await import('./shian.ts')
