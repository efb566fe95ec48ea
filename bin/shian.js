#!/usr/bin/env node
// The door: plain JavaScript that any Node can read. The program itself is TypeScript and needs Node 24, which `npm ci`
// brings along; npm scripts and npx find it by themselves.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `食安城需要 Node.js 24，当前为 ${process.versions.node}。请用 npx shian 运行（npm ci 已装好 Node.js 24）。\n` +
      `ShiAn needs Node.js 24; this is ${process.versions.node}. Run it as \`npx shian\`: npm ci has installed Node.js 24.`,
  )
  process.exit(1)
}
// Type stripping and SQLite are stable in what is used of them; their notices would stand in every command's output.
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(String(warning))
})
await import('./shian.ts')
