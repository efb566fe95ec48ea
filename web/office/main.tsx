import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import '../kit/kit.css'
import './office.css'

// The font's rules name hundreds of slices: they follow the first picture instead of holding it up.
void import('../kit/fonts.css')

createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>)
