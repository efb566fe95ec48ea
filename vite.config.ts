import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import react from '@vitejs/plugin-react'

/** Every browser we serve reads woff2: the woff copies of the font's slices would double the build for nobody. */
const woff2Only = (): Plugin => ({
  name: 'woff2-only',
  enforce: 'pre',
  transform(code, id) {
    return id.includes('@fontsource') && id.includes('.css') ? code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '') : null
  },
})

const here = import.meta.dirname
const FIELD = join(here, 'web', 'field', 'index.html')

/** Writes the phone's service worker: our own lines, with the list of what its first page needs and a hash of that. */
const fieldWorker = (): Plugin => ({
  name: 'field-worker',
  apply: 'build',
  enforce: 'post',
  generateBundle(_, bundle) {
    const needed = new Set<string>()
    const take = (name: string): void => {
      const part = bundle[name]
      if (!part || needed.has(name)) return
      needed.add(name)
      if (part.type !== 'chunk') return
      for (const next of [...part.imports, ...part.dynamicImports, ...(part.viteMetadata?.importedCss ?? [])]) take(next)
    }
    for (const [name, part] of Object.entries(bundle)) if (part.type === 'chunk' && part.isEntry && part.facadeModuleId === FIELD) take(name)
    if (needed.size === 0) this.error('the phone has no entry')
    const icons = readdirSync(join(here, 'web', 'public', 'field-icons')).map((name) => `/field-icons/${name}`)
    const files = ['/field', ...icons, ...[...needed].map((name) => `/${name}`)].toSorted()
    const lines = readFileSync(join(here, 'web', 'field', 'worker.js'), 'utf8')
    const page = bundle['field/index.html']
    const version = createHash('sha256').update(JSON.stringify([files, lines, page?.type === 'asset' ? String(page.source) : ''])).digest('hex').slice(0, 16)
    this.emitFile({ type: 'asset', fileName: 'field-worker.js', source: `const VERSION = '${version}'\nconst FILES = ${JSON.stringify(files)}\n${lines}` })
  },
})

export default defineConfig({
  // Under vitest, which reads this file too, the root stays the repository's.
  root: process.env['VITEST'] ? import.meta.dirname : 'web',
  plugins: [woff2Only(), react(), fieldWorker()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The font's slices must stay files: inlined, all of them would load with the page.
    assetsInlineLimit: 0,
    // echarts is one lazy chunk of about 370 KB gzipped; nothing else comes near.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { office: join(here, 'web', 'index.html'), field: FIELD },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|wouter)[\\/]/, priority: 2 },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
