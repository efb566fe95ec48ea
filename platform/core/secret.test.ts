import { createDecipheriv, createHmac } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { masterKey } from './key-file.ts'
import { Problem } from './problem.ts'
import { blindIndex, hmacSm3, isSealed, maskPersonal, newDataKey, openField, sealField, subKey, unwrapKey, wrapKey } from './secret.ts'

const key = newDataKey()
const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'none'
}
const wellFormed = fc.string({ unit: 'grapheme' })

describe('encrypted fields', () => {
  test('what is sealed opens to the same text, whatever it is', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (text, about) => {
        const sealed = sealField(key, text, about)
        expect(sealed).toMatch(/^v1\.[\w-]+$/)
        expect(isSealed(sealed)).toBe(true)
        expect(openField(key, sealed, about)).toBe(text)
      }),
    )
  })

  test('the same text is sealed differently each time, and does not stand in the result', () => {
    const [one, two] = [sealField(key, '13800005678'), sealField(key, '13800005678')]
    expect(one).not.toBe(two)
    expect(Buffer.from(one.slice(3), 'base64url').includes('13800005678')).toBe(false)
  })

  test('another key is told from damage', () => {
    expect(codeOf(() => openField(newDataKey(), sealField(key, '张三')))).toBe('secret.wrong-key')
  })

  test('one changed bit anywhere is found', () => {
    fc.assert(
      fc.property(wellFormed, fc.nat(), fc.nat(7), (text, where, bit) => {
        const bytes = Buffer.from(sealField(key, text).slice(3), 'base64url')
        bytes[where % bytes.length]! ^= 1 << bit
        expect(codeOf(() => openField(key, `v1.${bytes.toString('base64url')}`))).toMatch(/^secret\.(tampered|wrong-key)$/)
      }),
    )
  })

  test('any other text is refused, cut ones and other spellings of the same bytes too', () => {
    const sealed = sealField(key, '张三')
    for (const text of ['', 'v1.', '张三', sealed.slice(0, -1), `${sealed}=`, `${sealed} `, sealed.replace('v1.', 'v2.')]) {
      expect.soft(codeOf(() => openField(key, text))).toBe('secret.tampered')
    }
  })

  test('a value copied to another person’s row does not open there', () => {
    const sealed = sealField(key, '13800005678', 'person.phone.1')
    expect(codeOf(() => openField(key, sealed, 'person.phone.2'))).toBe('secret.tampered')
  })

  test('it is SM4-CBC under a key drawn by HMAC-SM3, as another program would read it', () => {
    const bytes = Buffer.from(sealField(key, '食安城').slice(3), 'base64url')
    const cipherKey = createHmac('sm3', key).update('shian.secret.v1.sm4').digest().subarray(0, 16)
    const sm4 = createDecipheriv('sm4-cbc', cipherKey, bytes.subarray(4, 20))
    expect(Buffer.concat([sm4.update(bytes.subarray(20, -32)), sm4.final()]).toString()).toBe('食安城')
  })

  test('a record’s key is opened by the master key and for that record only', () => {
    const record = newDataKey()
    const wrapped = wrapKey(key, record, 'row-1')
    expect(unwrapKey(key, wrapped, 'row-1').equals(record)).toBe(true)
    expect(codeOf(() => unwrapKey(key, wrapped, 'row-2'))).toBe('secret.tampered')
    expect(codeOf(() => unwrapKey(newDataKey(), wrapped, 'row-1'))).toBe('secret.wrong-key')
  })

  test('a key of another length is a mistake of the program', () => {
    expect(() => sealField(Buffer.alloc(16), '张三')).toThrow(RangeError)
  })

  test('keys drawn for two uses differ from each other and from the master key', () => {
    expect(new Set([key, subKey(key, 'audit'), subKey(key, 'backup')].map((one) => one.toString('hex'))).size).toBe(3)
  })
})

describe('finding by an encrypted value', () => {
  test('the same number written otherwise has the same index', () => {
    expect(blindIndex(key, 'person.phone', '138-0000 5678')).toBe(blindIndex(key, 'person.phone', '１３８００００５６７８'))
    expect(blindIndex(key, 'person.id_number', '14070219900101123x')).toBe(blindIndex(key, 'person.id_number', '14070219900101123X'))
  })

  test('another value, another field or another key has another index', () => {
    const index = blindIndex(key, 'person.phone', '13800005678')
    expect([
      blindIndex(key, 'person.phone', '13800005679'),
      blindIndex(key, 'person.id_number', '13800005678'),
      blindIndex(newDataKey(), 'person.phone', '13800005678'),
    ]).not.toContain(index)
    expect(index).toMatch(/^[\w-]{22}$/)
  })
})

describe('masks', () => {
  test.each([
    ['name', '张三', '张*'],
    ['name', '欧阳明月', '欧*'],
    ['name', '张', '*'],
    ['phone', '13800005678', '138****5678'],
    ['phone', '3021234', '*******'],
    ['id', '140702199001011234', '140702********1234'],
    ['id', '140702', '******'],
    ['address', '晋中市榆次区迎宾街12号3单元', '晋中市榆次区迎宾街***'],
    ['address', '榆次区新华街道3号', '榆次区新华街道***'],
    ['address', '平遥县古陶镇某村5号', '平遥县古陶镇***'],
    ['address', '12号楼', '***'],
    ['name', ' ', ''],
  ] as const)('%s %s is shown as %s', (kind, value, shown) => {
    expect(maskPersonal(kind, value)).toBe(shown)
  })

  test('no mask shows a house number, a whole value, or anything but the value’s own characters', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('name', 'phone', 'id', 'address'),
        fc.string({ unit: fc.constantFrom(...'市区县镇路街道号张三0123456789X ') }),
        (kind, value) => {
          const shown = maskPersonal(kind, value)
          expect(shown === '').toBe(value.trim() === '')
          if (shown !== '') expect(shown).toContain('*')
          if (kind === 'address') expect(shown).not.toMatch(/\d/)
          expect([...shown].filter((letter) => letter !== '*' && !value.includes(letter))).toEqual([])
        },
      ),
    )
  })
})

describe('the key file', () => {
  const directory = async (): Promise<string> => {
    const made = await mkdtemp(join(tmpdir(), 'shian-key-'))
    onTestFinished(() => rm(made, { recursive: true }))
    return made
  }

  test('it is made once, readable by its owner only, and the same key comes back, also for two starts at once', async () => {
    const place = await directory()
    const path = join(place, 'master.key')
    const [one, two] = await Promise.all([masterKey(path), masterKey(path)])
    expect(one.equals(two)).toBe(true)
    expect((await masterKey(path)).equals(one)).toBe(true)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(place)).toEqual(['master.key'])
  })

  test('a file that holds no key is never replaced', async () => {
    const path = join(await directory(), 'master.key')
    await writeFile(path, 'torn')
    await expect(masterKey(path)).rejects.toThrow('not a master key')
    expect(await readFile(path, 'utf8')).toBe('torn')
  })

  test('a mode widened by a copy is narrowed again', async () => {
    const path = join(await directory(), 'master.key')
    await masterKey(path)
    await chmod(path, 0o644)
    await masterKey(path)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })
})

test('HMAC-SM3 is Node’s own, for keys of up to a block', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
    expect(hmacSm3(key, message)).toEqual(createHmac('sm3', key).update(message).digest())
  }))
})
