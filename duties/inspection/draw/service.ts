import { sql } from 'kysely'
import { newId } from '../../../platform/core/ids.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { act, getMatter } from '../../../platform/matter/act.ts'
import type { MatterService, Record_ } from '../../../platform/matter/service.ts'
import { insertNew } from '../../../platform/register/bulk.ts'
import { changeRow, getRow } from '../../../platform/register/store.ts'
import { BY_DRAW, inspectionService } from '../services.ts'
import { replacements, sealOf, standingDraws, type Redrawn } from './draw.ts'
import { drawFold, type DrawRecord } from './folds.ts'
import { draw } from './matters.ts'
import { sm3 } from './hash.ts'
import { comersOf, fileOf, freezePool, inspectorsFor } from './pool.ts'
import { drawnPlaces, draws, redrawGrounds, type DrawnPlaceRow } from './registers.ts'

problems({
  'draw.same-person': [409, '第二个数须由另一人填写：第一人不能既封数又填数。', 'The second number must be another person’s: whoever sealed the first cannot enter it.'],
  'draw.not-first': [403, '第一个数只能由封数的人揭示。', 'Only the person who sealed the first number reveals it.'],
  'draw.other-number': [409, '这个数和盐与封存值不符，不能揭示。请核对封数时的凭条。', 'This number and salt are not what was sealed. Look at the slip from the sealing.'],
  'draw.public-early': [409, '公共数在 {day} 公开，之前不能抽取。', 'The public number is known on {day}; nothing can be drawn before.'],
  'draw.nobody-left': [409, '没有可以替换的检查人员：其余人员均回避或已在本户。', 'Nobody is left to take the place: all others stand back or are at this place.'],
  'draw.visited': [409, '这一户的检查已经结束或撤销，不能再换人。', 'The inspection of this place is over or was withdrawn; nobody is replaced any more.'],
  'draw.not-of-this': [409, '该场所不在这次抽查中，或此人没有被派到这里。', 'The place is not of this draw, or this person was not sent there.'],
})

export const ASSIGN_JOB = 'inspection.draw-assign'

const asDraw = (record: Record_): DrawRecord => record as unknown as DrawRecord
const invalid = (path: string, zh: string, en: string): Problem => new Problem('input.invalid', {}, [{ path, sentence: { zh, en } }])

type Input = Readonly<Record<string, unknown>>
const textOf = (input: Input, name: string): string | null => (typeof input[name] === 'string' && input[name] !== '' ? input[name] : null)

async function checkPrepared(tx: Tx, input: Input, region: string): Promise<Input> {
  const { faults } = await inspectorsFor(tx, input['inspectors'] as readonly string[], region)
  if (faults.length > 0) throw new Problem('input.invalid', {}, [...faults])
  return input
}

async function freeze(tx: Tx, input: Input, row: DrawRecord): Promise<Input> {
  const [source, on] = [textOf(input, 'public_source'), textOf(input, 'public_on') as DateOnly | null]
  if ((source === null) !== (on === null)) throw invalid('public_on', '公共数的出处和公开日须一并填写。', 'Give the source of the public number and its day together.')
  // A number that is known already would let whoever freezes the pool fit it.
  if (on !== null && on <= tx.work.today) throw invalid('public_on', '公共数须在封存之后的日子才公开。', 'The public number must become known on a day after the freeze.')
  return { ...input, frozen: await freezePool(tx, row.id, row, { source, on }) }
}

function reveal(tx: Tx, input: Input, row: DrawRecord): Input {
  if (tx.work.actor.person !== row.first_by) throw new Problem('draw.not-first')
  const [number, salt] = [String(input['number']), String(input['salt'])]
  if (sealOf(salt, number, sm3) !== row.first_commitment) throw new Problem('draw.other-number')
  const drawn = textOf(input, 'public_number')
  if ((row.public_source === null) !== (drawn === null)) throw invalid('public_number', row.public_source === null ? '封存时没有约定公共数。' : '请填写约定的公共数。', row.public_source === null ? 'No public number was named at the freeze.' : 'Enter the public number that was named.')
  if (row.public_on !== null && tx.work.today < row.public_on) throw new Problem('draw.public-early', { day: row.public_on })
  return { ...input, seed: [number, row.second_number!, ...(drawn === null ? [] : [drawn])].join('-') }
}

/** Of an inspection that was sent out and those by further sheets beside it, what has not been carried out. */
export async function waiting(tx: Tx, inspection: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from inspection where (id = ${inspection} or beside = ${inspection}) and state = 'assigned' and closed_at is null order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

async function redraw(tx: Tx, input: Input, row: DrawRecord): Promise<Input> {
  const place = await getRow(tx, drawnPlaces, String(input['place'])) as unknown as DrawnPlaceRow
  const out = String(input['out'])
  if (place.draw !== row.id || !place.inspectors.includes(out)) throw new Problem('draw.not-of-this')
  const file = await fileOf(tx, row)
  const steps = replacements(file, place.premises_id, out, await comersOf(tx, file, row.region))
  if (steps === null) throw new Problem('draw.nobody-left')
  if (place.inspection !== null && (await waiting(tx, place.inspection)).length === 0) throw new Problem('draw.visited')
  // Whom the method passes over because he no longer comes is told with that as the ground.
  const groundOf = (at: number): string => redrawGrounds.find(({ code }) => code === (at === 0 ? input['ground'] : 'left'))!.label.zh
  const redrawn = steps.map((step, at): Redrawn => ({ ...step, reason: groundOf(at) }))
  return { ...input, redrawn }
}

const prepare: NonNullable<MatterService['prepare']> = async (tx, action, input, before) => {
  if (before === null) return checkPrepared(tx, input, String(input['region']))
  const row = asDraw(before)
  // In another state the fold says that it cannot be done.
  if (action === 'edit' && row.state === 'preparing') return checkPrepared(tx, input, row.region)
  if (action === 'freeze' && row.state === 'preparing') return freeze(tx, input, row)
  if (action === 'enter' && row.state === 'sealed' && tx.work.actor.person === row.first_by) throw new Problem('draw.same-person')
  if (action === 'reveal' && row.state === 'entered') return reveal(tx, input, row)
  if (action === 'redraw' && ['drawn', 'published', 'assigned'].includes(row.state)) return redraw(tx, input, row)
  return input
}

/** Every place drawn becomes a row where it stands, so that whoever supervises it sees it. */
async function writeList(tx: Tx, row: DrawRecord): Promise<void> {
  const file = await fileOf(tx, row)
  const names = new Map(file.pool.map(({ id, name }) => [id, name]))
  const rows = await tx.selectFrom('premises').select(['id', 'region']).where('id', 'in', file.draws.map(({ object }) => object)).execute()
  const regions = new Map(rows.map(({ id, region }) => [id, region]))
  await insertNew(tx, drawnPlaces, standingDraws(file).map(({ object, inspectors }, at) => ({
    id: newId(), region: regions.get(object)!, premises_id: object, title: names.get(object)!, draw: row.id, draw_region: row.region, drawn_on: tx.work.today, position: at + 1, inspectors: [...inspectors], inspection: null,
  })))
}

async function after(tx: Tx, action: string, input: Input, next: Record_): Promise<void> {
  const row = asDraw(next)
  if (action === 'reveal') await writeList(tx, row)
  if (action === 'redraw') {
    const steps = input['redrawn'] as readonly Redrawn[]
    const [{ out, reason }, { in: into }] = [steps[0]!, steps.at(-1)!]
    const place = await getRow(tx, drawnPlaces, String(input['place']), { lock: true })
    const inspectors = place.inspectors.map((id) => (id === out ? into : id))
    await changeRow(tx, drawnPlaces, place, { inspectors })
    // Who was sent out already is replaced there too: nobody chooses the new one.
    for (const id of place.inspection === null ? [] : await waiting(tx, place.inspection))
      await act(tx, inspectionService, await getMatter(tx, inspectionService, id), 'reassign', { inspectors, reason: `${draw.actions.redraw.label.zh}：${reason}`, [BY_DRAW]: row.id })
  }
  if (action === 'assign') await addJob(tx, ASSIGN_JOB, { draw: row.id }, { uniqueKey: row.id, title: row.title })
}

export const drawService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: drawFold as MatterService['rules'],
  register: draws,
  prepare,
  after: (tx, action, input, _, next) => after(tx, action, input, next),
  offers: (record, action) => action !== 'assign' || record.state === 'published',
  link: ({ id }) => `/matters/draw/${id}`,
}
