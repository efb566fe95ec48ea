import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import { useText } from '../../../web/kit/language.tsx'
import { useMatter } from '../../../web/kit/MatterPage.tsx'
import { Loading } from '../../../web/kit/Page.tsx'
import { standingDraws } from '../draw/draw.ts'
import { asDraw, useDrawFile } from './draw-data.ts'
import { Steps } from './draw.tsx'
import './draw.css'

const LOOK = 2_000

/** The ceremony on a projector: `/draws-shown/:id`. Everybody in the room reads hash, seals, numbers and list as they come. */
export function DrawShown() {
  const { id } = useParams<{ id: string }>()
  const say = useText()
  const client = useQueryClient()
  const found = useMatter('draw', id)
  useEffect(() => {
    const looking = setInterval(() => void client.invalidateQueries({ queryKey: ['matter', 'draw', id] }), LOOK)
    return () => clearInterval(looking)
  }, [client, id])
  if (!found.data) return <Loading error={found.error} retry={() => void found.refetch()} />
  const row = asDraw(found.data.row)
  return (
    <div className="page dr-shown">
      <nav className="crumbs"><Link href={`/draws/${id}`}>‹ {say({ zh: '返回', en: 'Back' })}</Link></nav>
      <h1>{row.title}</h1>
      <p className="quiet">{row.pool_size === null ? say({ zh: '名录尚未封存', en: 'The pool is not frozen yet' }) : say({ zh: '从 {pool} 户中抽取 {count} 户，每户 {each} 名检查人员', en: '{count} of {pool place|places}, {each} inspectors each' }, { pool: row.pool_size, count: row.count, each: row.each })}</p>
      <section className="card"><div className="card-body"><Steps found={found.data} /></div></section>
      {row.seed !== null && <List row={row} />}
    </div>
  )
}

function List({ row }: { row: ReturnType<typeof asDraw> }) {
  const say = useText()
  const file = useDrawFile(row)
  if (!file.data) return <Loading error={file.error} />
  const [places, people] = [new Map(file.data.pool.map(({ id, name }) => [id, name])), new Map(file.data.inspectors.map(({ id, name }) => [id, name]))]
  return (
    <section className="card">
      <div className="card-head"><h2>{say({ zh: '抽中 {n} 户', en: '{n place|places} drawn' }, { n: file.data.draws.length })}</h2></div>
      <ol className="dr-list">
        {standingDraws(file.data).map(({ object, inspectors }) => (
          <li key={object}>
            <span>{places.get(object)}</span> <span className="quiet nowrap">{inspectors.map((one) => people.get(one)).join('、')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
