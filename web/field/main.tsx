import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Phone } from '../kit/field/phone.ts'
import { PhoneHolder } from '../kit/field/use-phone.tsx'
import { App, NoSafety } from './app.tsx'
import { faces } from './faces.ts'
import './field.css'

// Keeps the pages of the phone on the phone; in development there is none.
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/field-worker.js', { scope: '/field' }).catch(() => {})

const root = createRoot(document.getElementById('root')!)
if (!isSecureContext) root.render(<NoSafety />)
else {
  const phone = new Phone(faces)
  void phone.start()
  root.render(
    <StrictMode>
      <PhoneHolder phone={phone}>
        <App />
      </PhoneHolder>
    </StrictMode>,
  )
}
