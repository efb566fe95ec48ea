import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Phone, PhoneState } from './phone.ts'

const PhoneContext = createContext<Phone | null>(null)
export const PhoneHolder = ({ phone, children }: { phone: Phone; children: ReactNode }) => <PhoneContext value={phone}>{children}</PhoneContext>

export function usePhone(): Phone {
  const phone = use(PhoneContext)
  if (phone === null) throw new TypeError('usePhone is for pages of the field face')
  return phone
}

export function usePhoneState(): PhoneState {
  const phone = usePhone()
  return useSyncExternalStore(phone.subscribe, phone.read, phone.read)
}

/** What the phone carries of a duty, as its bundle came. */
export const useCarried = <T,>(duty: string): T | undefined => usePhoneState().bundles.get(duty) as T | undefined // the face that reads it knows its contract

/** Address of a picture that lies on the phone, for as long as it is shown. */
export function usePicture(id: string): string | null {
  const phone = usePhone()
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let over = false
    void phone.picture(id).then((bytes) => {
      if (!bytes || over) return
      made = URL.createObjectURL(new Blob([bytes]))
      setAddress(made)
    })
    return () => {
      over = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [phone, id])
  return address
}
