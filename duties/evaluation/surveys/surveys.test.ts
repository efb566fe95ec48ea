import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { newId } from '../../../platform/core/ids.ts'
import { COUNTY, OTHER_COUNTY, runJobs } from '../evaluation.fixture.ts'

let city: TestCity
let office: string
beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-06-10T02:00:00Z')
  office = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage', 'indicators.read'] })).token
  await city.installation.owner(async (owner) => {
    for (const [at, name] of ['东', '南', '西', '北'].entries()) {
      await owner.query(`insert into shian.region (code, name_zh, name_en, level, parent) values ($1, $2, $2, 'township', $3) on conflict do nothing`, [`${COUNTY}9${at}1`, `${name}乡`, COUNTY])
    }
  })
})
afterAll(() => city.close())

const third = (more: object = {}) => ({
  title: `调查 ${newId().slice(-6)}`, kind: 'satisfaction', question: '您对食品安全状况满意吗？', region: TEST_CITY, starts_on: '2026-04-01', ends_on: '2026-05-31', run_by: 'third-party',
  method: 'phone', organisation: '某调查机构', frame: '全市常住居民，按县分层', source: '调查报告', sample: 1000, answered: 1000, refused: 240, unreached: 310, positive: 913, ...more,
})
const own = (more: object = {}) => ({ ...third(), run_by: 'own', method: 'link', organisation: null, region: COUNTY, ends_on: '2026-06-30', answered: null, refused: null, unreached: null, positive: null, ...more })
type Row = { id: string; version: number; state: string }
const create = async (body: object): Promise<Row> => {
  const { status, body: answer } = await call(city, office, 'POST', '/survey', body)
  expect(status).toBe(201)
  return answer['row'] as Row
}
const post = (id: string, action: string, body: object = {}, token = office) => call(city, token, 'POST', `/survey/${id}/${action}`, body)
const result = async (id: string): Promise<Record<string, unknown>> => (await call(city, office, 'GET', `/survey/${id}/result`)).body

describe('a third party’s survey', () => {
  test('shows its share with the interval in words, and becomes the figure once', async () => {
    const row = await create(third())
    const told = await result(row.id)
    expect(told).toMatchObject({ counted: 'totals', answered: 1000, share: 0.913, wide: false, indicator: 'survey.satisfaction', may: ['use'] })
    expect(Number(told['response'])).toBeCloseTo(1000 / 1550, 6)
    expect((told['words'] as { zh: string }).zh).toContain('95%')
    const [first, second] = await Promise.all([post(row.id, 'use'), post(row.id, 'use')])
    expect([first.status, second.status].toSorted()).toEqual([200, 409])
    const figures = await call(city, office, 'GET', '/reported-figure?indicator=survey.satisfaction')
    const mine = (figures.body['items'] as { value: number; source: string; region: string }[]).filter(({ source }) => source.includes('某调查机构') && source.includes('1000'))
    expect(mine).toMatchObject([{ value: 91.3, region: TEST_CITY }])
    expect(mine[0]!.source).toContain('95%置信区间')
    expect(await call(city, office, 'PUT', `/survey/${row.id}`, { version: 2, positive: 999 })).toMatchObject({ status: 409, body: { code: 'survey.used' } })
  })

  test('is refused where it is an app’s star rating, with the reason', async () => {
    const { status, body } = await call(city, office, 'POST', '/survey', third({ method: 'app-rating' }))
    expect([status, body['code']]).toEqual([400, 'input.invalid'])
    expect(JSON.stringify(body['fields'])).toContain('不是满意度')
  })

  test('is counted from its answers where they are told one by one, and says when it is too small', async () => {
    const row = await create(third({ answered: null, positive: null, refused: null, unreached: null }))
    const answers: [string, string | null][] = [...Array.from({ length: 12 }, (_, at): [string, string] => ['answered', at < 9 ? 'very' : 'little']), ['refused', null], ['unreached', null]]
    for (const [at, [outcome, answer]] of answers.entries()) {
      expect((await call(city, office, 'POST', '/survey-answer', { survey_id: row.id, number: String(at), outcome, ...(answer ? { answer } : {}) })).status).toBe(201)
    }
    const told = await result(row.id)
    expect(told).toMatchObject({ counted: 'answers', answered: 12, refused: 1, unreached: 1, positive: 9, share: 0.75, wide: true })
    expect(JSON.stringify(told['warnings'])).toContain('样本太少')
    expect((await call(city, office, 'POST', '/survey-answer', { survey_id: row.id, number: 'x', outcome: 'refused', answer: 'very' })).status).toBe(400)
  })

  test('is imported as the institute delivered it: a sheet that does not name the survey goes under the one it is imported from', async () => {
    const [row, other] = [await create(third({ answered: null, positive: null, refused: null, unreached: null })), await create(third())]
    const lines = ['问卷编号,县区,访问结果,评价,访问日期', 'A1,平遥县,成功,非常满意,2026-05-01', 'A2,140728,成功,一般,2026-05-02', 'A3,,拒访,,2026-05-02', 'A4,,无人接听,,', 'A5,,拒访,非常满意,']
    const bring = async (under: string): Promise<Record<string, unknown>> => {
      const payload = `--b\r\ncontent-disposition: form-data; name="file"; filename="results.csv"\r\n\r\n${lines.join('\r\n')}\r\n--b--\r\n`
      const answer = await city.app.inject({ method: 'POST', url: `/api/v1/survey-answer/import/preview${under}`, headers: { authorization: `Bearer ${office}`, 'content-type': 'multipart/form-data; boundary=b' }, payload })
      return answer.json<Record<string, unknown>>()
    }
    expect(await bring('')).toMatchObject({ counts: { read: 5, create: 0, conflict: 5 } })
    expect((await bring('?under=x'))['code']).toBe('input.invalid')
    expect(await bring(`?under=${newId()}`)).toMatchObject({ counts: { create: 0, rejected: 5 } })
    const preview = await bring(`?under=${row.id}`)
    expect(preview).toMatchObject({ counts: { read: 5, create: 4, rejected: 1 } })
    expect((await call(city, office, 'POST', `/survey-answer/import/${String(preview['upload'])}`, { under: row.id })).status).toBe(202)
    expect(await runJobs(city, 'register.import')).toMatchObject([{ counts: { create: 4, rejected: 1 } }])
    expect(await result(row.id)).toMatchObject({ counted: 'answers', answered: 2, refused: 1, unreached: 1, positive: 1 })
    expect(await result(other.id)).toMatchObject({ counted: 'totals', answered: 1000 })
    // The same sheet once more changes nothing.
    expect(await bring(`?under=${row.id}`)).toMatchObject({ counts: { create: 0, same: 4, rejected: 1 } })
  })

  test('is kept by the office of its region alone', async () => {
    const row = await create(third({ region: COUNTY }))
    const reader = (await city.signIn({ rights: ['evaluation.read'], region: COUNTY })).token
    const neighbour = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage'], region: OTHER_COUNTY })).token
    expect((await call(city, reader, 'GET', `/survey/${row.id}/result`)).body['may']).toEqual([])
    expect((await post(row.id, 'use', {}, reader)).status).toBe(403)
    expect((await post(row.id, 'use', {}, neighbour)).status).toBe(404)
    expect((await call(city, neighbour, 'GET', `/survey/${row.id}/result`)).status).toBe(404)
  })
})

/** A phone: it keeps the cookie it was given. */
function phone(address = '10.0.0.1') {
  let cookie: string | undefined
  const at = (link: string) => `/public/${TEST_CITY}/surveys/${link}`
  return {
    open: async (link: string, lang = 'zh') => {
      const answer = await city.app.inject({ method: 'GET', url: `${at(link)}?lang=${lang}`, remoteAddress: address, headers: cookie ? { cookie } : {} })
      const set = answer.headers['set-cookie']
      if (typeof set === 'string') cookie = set.split(';')[0]
      return answer
    },
    send: (link: string, answer: string) => city.app.inject({
      method: 'POST', url: at(link), remoteAddress: address, headers: { ...(cookie ? { cookie } : {}), 'content-type': 'multipart/form-data; boundary=b' },
      payload: `--b\r\ncontent-disposition: form-data; name="answer"\r\n\r\n${answer}\r\n--b--\r\n`,
    }),
  }
}

describe('a survey of our own', () => {
  const opened = async (sample = 40): Promise<{ id: string; links: string[] }> => {
    const row = await create(own({ sample }))
    expect((await post(row.id, 'open')).body['code']).toBe('survey.not-drawn')
    expect((await post(row.id, 'draw', { areas: 2, seed: '食安-2026-06' })).status).toBe(200)
    expect((await post(row.id, 'draw', { areas: 2, seed: '食安-2026-06' })).body['code']).toBe('survey.state')
    expect((await post(row.id, 'open')).status).toBe(200)
    return { id: row.id, links: ((await result(row.id))['areas'] as { link: string }[]).map(({ link }) => link) }
  }

  test('is answered once a device, without a session, and keeps nothing personal', async () => {
    const { id, links } = await opened()
    const one = phone()
    const page = await one.open(links[0]!)
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('您对食品安全状况满意吗？')
    expect(page.body).not.toContain('<script')
    expect((await one.send(links[0]!, 'very')).body).toContain('谢谢')
    expect(await one.send(links[0]!, 'very')).toMatchObject({ statusCode: 409 })
    expect(await one.send(links[1]!, 'very')).toMatchObject({ statusCode: 409 })
    expect((await one.open(links[1]!)).body).toContain('已经答过')
    expect(await result(id)).toMatchObject({ answered: 1, positive: 1 })
    const rows = (await call(city, office, 'GET', '/survey-answer?limit=200')).body['items'] as { survey_id: string; device: string }[]
    expect(JSON.stringify(rows.filter(({ survey_id }) => survey_id === id))).not.toContain('10.0.0.1')
    await city.installation.owner(async (owner) => {
      const { rows: trail } = await owner.query(`select row_to_json(e)::text as entry from city_${TEST_CITY}.audit_entry e where action like 'POST /public%'`)
      expect(trail.length).toBeGreaterThan(0)
      for (const { entry } of trail as { entry: string }[]) expect(entry).not.toContain('10.0.0.1')
    })
  })

  test('takes one answer of a device that sends twice at once', async () => {
    const { id, links } = await opened()
    const one = phone('10.0.0.2')
    await one.open(links[0]!)
    const codes = (await Promise.all([one.send(links[0]!, 'fairly'), one.send(links[0]!, 'fairly'), one.send(links[1]!, 'fairly')])).map(({ statusCode }) => statusCode)
    expect(codes.toSorted()).toEqual([200, 409, 409])
    expect(await result(id)).toMatchObject({ answered: 1 })
  })

  test('takes no mark that we did not sign, no other answer, and no more than an area’s quota', async () => {
    const { id, links } = await opened(2)
    const forged = await city.app.inject({
      method: 'POST', url: `/public/${TEST_CITY}/surveys/${links[0]}`, remoteAddress: '10.0.0.3',
      headers: { cookie: `shian_survey=${'a'.repeat(22)}.${'b'.repeat(43)}`, 'content-type': 'multipart/form-data; boundary=b' }, payload: '--b\r\ncontent-disposition: form-data; name="answer"\r\n\r\nvery\r\n--b--\r\n',
    })
    expect(forged.statusCode).toBe(400)
    const [one, two] = [phone('10.0.0.4'), phone('10.0.0.5')]
    await one.open(links[0]!)
    await two.open(links[0]!, 'en')
    expect((await one.send(links[0]!, 'yes')).statusCode).toBe(400)
    expect((await one.send(links[0]!, 'not')).statusCode).toBe(200)
    expect((await two.send(links[0]!, 'not')).body).toContain('样本已满')
    expect(await result(id)).toMatchObject({ answered: 1, positive: 0 })
  })

  test('stops an address that sends without end, and answers nobody before or after its time', async () => {
    const { id, links } = await opened()
    const flood = phone('10.0.0.9')
    let last = 0
    for (let at = 0; at < 31; at++) last = (await flood.send(links[0]!, 'very')).statusCode
    expect(last).toBe(429)
    expect((await post(id, 'end')).status).toBe(200)
    expect((await phone('10.0.0.6').open(links[0]!)).body).toContain('没有在进行')
    expect((await phone('10.0.0.6').open('no-such-link')).statusCode).toBe(404)
    expect((await phone('10.0.0.6').open(links[0]!, 'en')).body).toContain('not running')
  })

  test('takes no entered answers', async () => {
    const { id } = await opened()
    expect(await call(city, office, 'POST', '/survey-answer', { survey_id: id, number: '1', outcome: 'refused' })).toMatchObject({ status: 409, body: { code: 'survey.by-link' } })
  })
})
