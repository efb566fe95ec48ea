import { expect } from 'vitest'
import { newId } from '../../platform/core/ids.ts'
import type { TestCity } from '../../test/support/city.ts'

/** A picture of one’s own, by its hash: about nothing yet, or about a binding. */
export async function sentPicture(city: TestCity, token: string, binding?: string): Promise<string> {
  const field = (name: string, value: string): string => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const bytes = Buffer.concat([Buffer.from(`${binding ? field('about_table', 'duty_binding') + field('about_id', binding) : ''}--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`),
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from(newId()), Buffer.from('\r\n--b--\r\n')])
  const answer = await city.app.inject({ method: 'POST', url: '/api/v1/files', headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' }, payload: bytes })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<{ hash: string }>().hash
}
