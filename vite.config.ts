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

export default defineConfig({
  // Under vitest, which reads this file too, the root stays the repository's.
  root: process.env['VITEST'] ? import.meta.dirname : 'web',
  plugins: [woff2Only(), react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The font's slices must stay files: inlined, all of them would load with the page.
    assetsInlineLimit: 0,
    // echarts is one lazy chunk of about 370 KB gzipped; nothing else comes near.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
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
