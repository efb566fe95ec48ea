import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { reload } from './reload.ts'
import '../kit/kit.css'
import './office.css'

// The font's rules name hundreds of slices: they follow the first picture instead of holding it up.
void Promise.all([import('@fontsource/noto-sans-sc/400.css'), import('@fontsource/noto-sans-sc/600.css')])

// After an upgrade the parts of the old version are gone: the page is loaded anew, with the parts of the new one.
window.addEventListener('vite:preloadError', () => void reload())

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
