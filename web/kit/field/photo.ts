import type { Instant } from '../../../platform/core/dates.ts'
import { Sm3 } from '../../../platform/core/sm3.ts'

/** The longer side of a photo, pixels. */
export const LONGEST = 1600
const QUALITY = 0.8

export type Standing = { readonly lng: number; readonly lat: number; readonly accuracy: number | null }
export type Photo = { readonly hash: string; readonly bytes: Uint8Array<ArrayBuffer> }

export const hashOf = (bytes: Uint8Array): string => {
  const hash = new Sm3()
  hash.update(bytes)
  return hash.hex()
}

/** `2026-05-11 09:00:00`, the clock of the phone in the country’s time. */
export const clockOf = (at: Instant): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
/** `37.19012, 112.17034 ±12 m`, or nothing where the phone does not know. */
export const placeText = (place: Standing | null): string =>
  place === null ? '' : `${place.lat.toFixed(5)}, ${place.lng.toFixed(5)}${place.accuracy === null ? '' : ` ±${Math.round(place.accuracy)} m`}`

/** Makes a photo small and writes time, place and what it is of into it. What the camera wrote beside it is left behind. */
export async function takePhoto(file: Blob, lines: readonly string[]): Promise<Photo> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * share))
  canvas.height = Math.max(1, Math.round(picture.height * share))
  const pen = canvas.getContext('2d')!
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const size = Math.max(12, Math.round(canvas.width / 45))
  const height = Math.round(size * 1.5)
  const shown = lines.filter((line) => line !== '')
  pen.fillStyle = 'rgba(0, 0, 0, 0.55)'
  pen.fillRect(0, canvas.height - height * shown.length - size / 2, canvas.width, height * shown.length + size / 2)
  pen.fillStyle = '#fff'
  pen.font = `${size}px system-ui, sans-serif`
  for (const [at, line] of shown.entries()) pen.fillText(line, size / 2, canvas.height - height * (shown.length - at) + size, canvas.width - size)
  return kept(canvas, 'image/jpeg')
}

/** What is drawn on a canvas as a file with its hash. */
export async function kept(canvas: HTMLCanvasElement, type: 'image/jpeg' | 'image/png'): Promise<Photo> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY))
  if (!blob) throw new Error('the picture could not be made')
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return { bytes, hash: hashOf(bytes) }
}

/** Where the phone is, if it can tell within some seconds; never a reason to wait longer. */
export const standing = (timeout = 5_000): Promise<Standing | null> =>
  new Promise((answer) => {
    if (!('geolocation' in navigator)) { answer(null); return }
    const late = setTimeout(() => answer(null), timeout + 500)
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      clearTimeout(late)
      answer({ lng: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy })
    }, () => { clearTimeout(late); answer(null) }, { timeout, maximumAge: 60_000, enableHighAccuracy: true })
  })
