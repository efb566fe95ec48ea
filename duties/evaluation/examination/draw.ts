import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { canonical } from '../../../platform/core/canonical.ts'
import { byCode, drawFrom, hashOf, hashText } from '../../../platform/core/draw.ts'
import type { Area, Commitment, Drawn, DrawFile, DrawRules, Part, Pool, PoolEntry, Reserve, Short, Stratum } from './contract.ts'

/** The method in words: enough to draw again with any other program. */
export const METHOD: Bilingual = {
  zh: '取数：第 i 个数（i 从 0 起）是“种子|标签|i”的 UTF-8 字节的 SM3 值的前 8 个十六进制数字所表示的整数。在 n 个中取一个：数小于“不超过 2 的 32 次方的 n 的最大倍数”时，取它除以 n 的余数为序号，否则弃去，取下一个数。抽取：候选按编号的字符编码从小到大排列，每次按序号取出一个，其余保持次序，直至取够。先抽区域：标签“open/areas/district”抽市辖区，“open/areas/county”抽县（旗、县级市）；再逐业态抽点位，标签“open/points/业态编号”。暗访从未被抽为明查的区域中抽，标签以“covert”开头。明查种子是“公布的种子|承诺值”，暗访种子再加“|密钥”。承诺值是公布的承诺（规则、名录的 SM3 值、密钥的 SM3 值、备选专家编号的 SM3 值）按键名排序、无空格的 JSON 的 SM3 值。抽取后更换专家：备选专家全部以明查种子、标签“experts/reserve”抽出次序，封存后增补的按增补先后排在其后；每次取次序最前、尚未接替过的，应当回避或不能参加的跳过并写明。',
  en: 'Numbers: the i-th number (i from 0) is the integer of the first 8 hex digits of the SM3 of the UTF-8 bytes of “seed|label|i”. One of n: a number below the largest multiple of n that is at most 2 to the 32nd gives the index, its remainder by n; any other is dropped and the next one taken. Drawing: candidates stand in ascending order of the character codes of their id; one is taken out by index at a time, the others keep their order, until there are enough. Areas first: label “open/areas/district” for districts, “open/areas/county” for counties; then places by kind of business, label “open/points/KIND”. Covert ones come from areas that were not drawn openly, with labels that begin with “covert”. The open seed is “published seed|hash of the commitment”; the covert one has “|secret” after it. The hash of the commitment (rules, SM3 of the pool, SM3 of the secret, SM3 of the reserve’s ids) is the SM3 of its JSON with sorted keys and no spaces. Experts replaced after the draw: all of the reserve are drawn with the open seed and the label “experts/reserve”; whoever was added after the sealing stands behind, in the order of coming. Each time the first who has not been called yet takes the place; whoever must stay away or can take part no longer is passed over, and it is told.',
}

const STRATA: readonly Stratum[] = ['district', 'county']

function drawPart(name: 'open' | 'covert', part: Part, areas: readonly Area[], entries: readonly PoolEntry[], seed: string): Drawn {
  const chosen = STRATA.flatMap((stratum) => drawFrom(areas.filter((area) => area.stratum === stratum), ({ code }) => code, part.areas[stratum], seed, `${name}/areas/${stratum}`))
  const codes = new Set(chosen.map(({ code }) => code))
  const within = Map.groupBy(entries.filter(({ area }) => codes.has(area)), ({ kind }) => kind)
  const short: Short[] = []
  const points = Object.keys(part.quotas).toSorted(byCode).flatMap((kind) => {
    const wanted = part.quotas[kind]!
    const drawn = drawFrom(within.get(kind) ?? [], ({ id }) => id, wanted, seed, `${name}/points/${kind}`)
    if (drawn.length < wanted) short.push({ kind, wanted, got: drawn.length })
    return drawn
  })
  return { areas: [...codes], points, short }
}

/** Areas, then places in them. Pure: the same rules, pool and seed give the same list anywhere. */
export const drawOpen = ({ open }: DrawRules, pool: Pool, seed: string, commitmentHash: string): Drawn =>
  drawPart('open', open, pool.areas, pool.entries, `${seed}|${commitmentHash}`)

/** The covert list: areas apart from the open ones, and a secret in the seed that nobody learns before the visits are over. */
export const drawCovert = ({ covert }: DrawRules, pool: Pool, open: Drawn, seed: string, commitmentHash: string, secret: string): Drawn =>
  drawPart('covert', covert, pool.areas.filter(({ code }) => !open.areas.includes(code)), pool.entries, `${seed}|${commitmentHash}|${secret}`)

/** What is published before the draw, so that neither pool nor rules nor secret can be chosen to fit it. */
export const commitTo = (rules: DrawRules, pool: Pool, secret: string, reserve: readonly string[] = []): Commitment =>
  ({ format: 'shian-draw/1', method: METHOD, rules, poolHash: hashOf(pool), places: pool.entries.length, secretHash: hashText(secret), reserveHash: hashOf(reserve.toSorted(byCode)) })

/** In which order the reserve is called. The seed is the one of the open draw: nobody can make another until he likes who comes. */
export const reserveOrder = ({ reserve, added }: Pick<Reserve, 'reserve' | 'added'>, seed: string, commitmentHash: string): readonly string[] =>
  [...drawFrom(reserve, (id) => id, reserve.length, `${seed}|${commitmentHash}`, 'experts/reserve'), ...added]

/** Whether each place was taken by the first of the reserve who was left, with nobody skipped in silence. */
function calledInOrder({ reserve = [], added = [], replaced = [], seed }: DrawFile, commitmentHash: string): boolean {
  let left = reserveOrder({ reserve, added }, seed, commitmentHash)
  return replaced.every(({ passed, in: into }) => {
    const first = [...passed.map(({ id }) => id), ...(into === null ? [] : [into])]
    // Where nobody took the place, nobody was left but who may have been added since.
    const right = first.every((id, at) => left[at] === id) && (into !== null || left.slice(first.length).every((id) => added.includes(id)))
    left = left.filter((id) => id !== into)
    return right
  })
}

/** The published file of a draw; with the secret, of the covert points too. */
export function drawFile(commitment: Commitment, pool: Pool, seed: string, secret?: string, reserve?: Reserve): DrawFile {
  const commitmentHash = hashOf(commitment)
  const open = drawOpen(commitment.rules, pool, seed, commitmentHash)
  const file = { commitment, commitmentHash, seed, pool, open, ...reserve }
  return secret === undefined ? file : { ...file, secret, covert: drawCovert(commitment.rules, pool, open, seed, commitmentHash, secret) }
}

/** What does not agree in a published file. */
export const drawFaults = {
  published: { zh: '承诺值与封存时公布的不同', en: 'The hash is not the one published at the sealing' },
  commitment: { zh: '承诺内容与承诺值不符', en: 'The commitment does not have that hash' },
  pool: { zh: '名录与承诺不符', en: 'The pool is not the one committed to' },
  secret: { zh: '暗访密钥与承诺不符', en: 'The covert secret is not the one committed to' },
  open: { zh: '明查名单与重抽结果不同', en: 'The open list comes out differently' },
  covert: { zh: '暗访名单与重抽结果不同', en: 'The covert list comes out differently' },
  reserve: { zh: '备选专家名单与承诺不符', en: 'The reserve is not the one committed to' },
  replaced: { zh: '接替的专家与按种子抽出的次序不同', en: 'A replacement is not whom the seed calls' },
} as const satisfies Record<string, Bilingual>
export type DrawFault = keyof typeof drawFaults

/**
 * Draws again from a published file. @param published the hash that was made public before the draw
 * @returns what does not agree; nothing where the file is what the rules, the pool and the seed give
 */
export function verifyDraw(file: DrawFile, published?: string): readonly DrawFault[] {
  const again = drawFile(file.commitment, file.pool, file.seed, file.secret)
  const faults: [DrawFault, boolean][] = [
    ['published', published !== undefined && published !== file.commitmentHash],
    ['commitment', again.commitmentHash !== file.commitmentHash],
    ['pool', hashOf(file.pool) !== file.commitment.poolHash],
    ['secret', file.secret !== undefined && hashText(file.secret) !== file.commitment.secretHash],
    ['open', canonical(again.open) !== canonical(file.open)],
    ['covert', canonical(again.covert ?? null) !== canonical(file.covert ?? null)],
    ['reserve', hashOf((file.reserve ?? []).toSorted(byCode)) !== (file.commitment.reserveHash ?? hashOf([]))],
    ['replaced', !calledInOrder(file, again.commitmentHash)],
  ]
  return faults.flatMap(([fault, is]) => (is ? [fault] : []))
}
