import { makeDraw, verifyDraw, type Inspector, type PoolObject } from '../duties/inspection/draw/draw.ts'
import { sm3 } from '../duties/inspection/draw/hash.ts'
import { line, spent, told } from './machine.ts'

const PROMISED = 1_000_000

/** A draw of one in twenty of so many objects, weighted by credit as a city’s are, with inspectors who stand back from some. */
export function drawBench(objects: number): void {
  const pool = Array.from({ length: objects }, (_, at): PoolObject => ({ id: `019f0c4a-7a11-7c3e-9d00-${String(at).padStart(12, '0')}`, name: `单位${at}`, weight: [0.5, 1, 1, 1, 2, 1, 1, 4][at % 8]! }))
  const inspectors = Array.from({ length: 600 }, (_, at): Inspector => ({ id: `I${at}`, name: `人员${at}`, recuse: pool.slice(at * 20, at * 20 + 20).map(({ id }) => id) }))
  const input = { pool, inspectors, count: Math.ceil(objects / 20), each: 2 }
  let file = makeDraw({ ...input, pool: pool.slice(0, 100), inspectors: inspectors.slice(0, 4), count: 10 }, 'warm', sm3)
  const plain = { ...input, pool: pool.map(({ id, name }) => ({ id, name })) }
  const kept = (seconds: number): boolean | null => (objects >= PROMISED ? seconds < 10 : null)
  const unweighted = spent(() => { file = makeDraw(plain, '31-0704', sm3) })
  line(`draw of ${input.count.toLocaleString('en')} of ${objects.toLocaleString('en')} objects, pairs of 600 inspectors`, told(unweighted), '< 10 s CPU', kept(unweighted.cpu))
  const again = spent(() => { if (verifyDraw(file, sm3).length > 0) throw new Error('the draw does not verify') })
  line('the same drawn again and compared', told(again), '', null)
  const weighted = spent(() => { makeDraw(input, '31-0704', sm3) })
  line('the same with credit weights (2.9 tickets an object)', told(weighted), '< 10 s CPU', kept(weighted.cpu))
}
