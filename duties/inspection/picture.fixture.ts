import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { newId } from '../../platform/core/ids.ts'
import { call, type TestCity } from '../../test/support/city.ts'

/** Bytes of a picture that nothing else has, and their hash as a phone names it. */
export function pictureBytes(): { readonly bytes: Buffer<ArrayBuffer>; readonly hash: string } {
  const bytes = Buffer.from(`\u0089PNG ${newId()}`)
  return { bytes, hash: createHash('sm3').update(bytes).digest('hex') }
}

/** Sends a picture in one piece, as phones do; about nothing where nothing is said. @returns its hash */
export async function picture(city: TestCity, token: string, { bytes, hash }: ReturnType<typeof pictureBytes>, about?: { readonly about_table: string; readonly about_id: string }): Promise<string> {
  const { body: { id } } = await call(city, token, 'POST', '/uploads', { name: 'a.png', size: bytes.length, hash, ...about })
  const form = new FormData()
  form.append('file', new Blob([bytes]), 'piece')
  await call(city, token, 'PUT', `/uploads/${String(id)}?offset=0`, form)
  expect((await call(city, token, 'POST', `/uploads/${String(id)}/finish`, {})).status).toBe(201)
  return hash
}
