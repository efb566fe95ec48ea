import { useState } from 'react'
import { Button } from 'antd'
import { Link, useParams } from 'wouter'
import { saveFile } from '../../../web/kit/api.ts'
import { dateTime, plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { MatterPage, useMatter } from '../../../web/kit/MatterPage.tsx'
import { Card, Loading, Notice } from '../../../web/kit/Page.tsx'
import { useRegionNames } from '../../../web/kit/Region.tsx'
import { RegisterList } from '../../../web/kit/RegisterList.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { State } from '../../../web/kit/State.tsx'
import type { Labels, MatterAnswer } from '../../../web/kit/types.ts'
import type { Instant } from '../../../platform/core/dates.ts'
import { findType } from '../../registry/index.ts'
import { verifyDraw, type PoolObject } from '../draw/draw.ts'
import { draw } from '../draw/matters.ts'
import { drawnPlaces, draws, redrawGrounds, type DrawRow } from '../draw/registers.ts'
import { asDraw, useDrawFile } from './draw-data.ts'
import { EnterDialog, RevealDialog, SealDialog } from './draw-numbers.tsx'
import { PrepareDialog } from './draw-prepare.tsx'
import { RedrawDialog } from './draw-redraw.tsx'
import './draw.css'

/** One draw: `/draws/:id` and `/matters/draw/:id`. */
export function DrawRoute({ id: given }: { id?: string }) {
  const { id: asked } = useParams<{ id: string }>()
  const id = given ?? asked
  const say = useText()
  const found = useMatter('draw', id).data
  return (
    <MatterPage key={id} matter={draw} id={id} back={{ to: '/draws', label: say(draw.title) }} facts={found && <Facts found={found} />}
      forms={{
        edit: ({ row, onClose }) => <PrepareDialog row={row} onClose={onClose} />,
        seal: ({ row, onClose }) => <SealDialog row={asDraw(row)} onClose={onClose} />,
        enter: ({ row, onClose }) => <EnterDialog row={asDraw(row)} onClose={onClose} />,
        reveal: ({ row, onClose }) => <RevealDialog row={asDraw(row)} onClose={onClose} />,
        redraw: ({ row, onClose }) => <RedrawDialog row={row} onClose={onClose} />,
      }} />
  )
}

function Facts({ found }: { found: MatterAnswer }) {
  const say = useText()
  const [row, labels] = [asDraw(found.row), found.labels ?? {}]
  return (
    <>
      <Card title={say({ zh: '抽取过程', en: 'The ceremony' })} more={<LinkButton size="small" to={`/draws-shown/${row.id}`}>{say({ zh: '投影', en: 'Projector' })}</LinkButton>} padded>
        <Steps found={found} />
      </Card>
      <Pool row={row} labels={labels} />
      {row.seed !== null && <Outcome row={row} labels={labels} />}
    </>
  )
}

type Step = { readonly label: string; readonly done: boolean; readonly what: React.ReactNode; readonly at: Instant | null }

/**
 * What a person is called. Only people of one’s own area are in sight; whoever else takes part in a draw here has an area that takes it in,
 * so he is of a level above, and no more is told of him.
 */
function useWho(labels: Labels): (id: string) => string {
  const say = useText()
  return (id) => say(labels[id] ?? { zh: '上级单位人员', en: 'an official of a level above' })
}

/** The steps in their order, each with what it published. Shown on the projector too. */
export function Steps({ found: { actions, ...found } }: { found: MatterAnswer }) {
  const say = useText()
  const row = asDraw(found.row)
  // What was done bears the name of whoever did it, also where the person is out of sight.
  const by = (action: 'seal' | 'enter') => actions.find((one) => one.action === action)?.actor
  const hash = (text: string | null) => text && <code className="dr-hash">{text}</code>
  const steps: readonly Step[] = [
    { label: say({ zh: '封存名录和规则，公布承诺值', en: 'Pool and rules frozen, hash published' }), done: row.frozen_at !== null, at: row.frozen_at, what: hash(row.commitment) },
    { label: say({ zh: '第一人封数', en: 'First number sealed' }), done: row.first_at !== null, at: row.first_at, what: row.first_commitment && <>{by('seal')} {hash(row.first_commitment)}</> },
    { label: say({ zh: '第二人填数', en: 'Second number entered' }), done: row.second_at !== null, at: row.second_at, what: row.second_number && <>{by('enter')} <strong className="dr-number">{row.second_number}</strong></> },
    { label: row.public_source ? say({ zh: '揭示第一数，填公共数（{source}，{on}）', en: 'First revealed, public number entered ({source}, {on})' }, { source: row.public_source, on: row.public_on }) : say({ zh: '揭示第一数', en: 'First number revealed' }),
      done: row.first_number !== null, at: row.drawn_at, what: row.first_number && <><strong className="dr-number">{row.first_number}</strong>{row.public_number && <> + <strong className="dr-number">{row.public_number}</strong></>}</> },
    { label: say({ zh: '由承诺值和各数得出种子，抽出名单', en: 'Seed made of the hash and the numbers, list drawn' }), done: row.seed !== null, at: null, what: row.seed && <strong className="dr-number">{row.seed}</strong> },
    { label: say({ zh: '公布名单', en: 'List published' }), done: row.published_on !== null, at: null, what: row.shown_from && say({ zh: '自 {on} 起公开', en: 'public from {on}' }, { on: row.shown_from }) },
  ]
  const next = row.state === 'withdrawn' ? -1 : steps.findIndex(({ done }) => !done)
  return (
    <ol className="dr-steps">
      {steps.map(({ label, done, what, at }, n) => (
        <li key={label} aria-current={n === next ? 'step' : undefined}>
          <div>
            <State tone={done ? 'good' : n === next ? 'soon' : 'plain'}>{label}</State> {at && <span className="quiet small">{dateTime(at)}</span>}
          </div>
          {what && <div className="break">{what}</div>}
        </li>
      ))}
    </ol>
  )
}

function Pool({ row, labels }: { row: DrawRow; labels: Labels }) {
  const say = useText()
  const me = useMe()
  const who = useWho(labels)
  const names = useRegionNames([row.region])
  const types = row.types.map((code) => findType(code)?.label).map((label) => (label ? say(label) : '')).join(say({ zh: '、', en: ', ' }))
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [say({ zh: '区域', en: 'Area' }), names[row.region] ?? row.region],
    [say({ zh: '条件', en: 'Conditions' }), [types, row.levels.length > 0 && say({ zh: '包保级别 {levels}', en: 'duty levels {levels}' }, { levels: row.levels.join('/') }), row.near_school && say({ zh: '校园周边', en: 'near schools' })].filter(Boolean).join(' · ')],
    [say({ zh: '抽取', en: 'Drawn' }), say({ zh: '{count} 户，每户 {each} 人', en: '{count place|places}, {each} inspectors each' }, { count: row.count, each: row.each })],
    [say({ zh: '名录', en: 'Pool' }), row.pool_size === null ? say({ zh: '封存时按条件生成', en: 'made at the freeze' }) : say({ zh: '{n} 户（因近期已被上级抽查除外 {left} 户）', en: '{n place|places} ({left} left out, drawn from above lately)' }, { n: plain(row.pool_size), left: plain(row.left_out ?? 0) })],
    [say({ zh: '检查人员', en: 'Inspectors' }), say({ zh: '{n} 人：{names}', en: '{n}: {names}' }, { n: row.inspectors.length, names: row.inspectors.map(who).join(say({ zh: '、', en: ', ' })) })],
  ]
  return (
    <Card title={say({ zh: '名录和规则', en: 'Pool and rules' })} more={row.commitment && <a href={`/public/${me.city.code}/draws/${row.id}`} target="_blank" rel="noreferrer">{say({ zh: '公示页', en: 'Public page' })}</a>} padded>
      <dl className="facts">
        {facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd className="break">{value}</dd></div>)}
        {row.rules && (
          <>
            <div>
              <dt>{say({ zh: '抽取比例', en: 'Ratios' })}</dt>
              <dd>{Object.entries(row.rules.ratios).map(([name, value]) => `${name === 'none' ? say({ zh: '未分类', en: 'no class' }) : name} ×${value}`).join(' · ')}</dd>
            </div>
            <div>
              <dt>{say({ zh: '抽取规则', en: 'Rules' })}</dt>
              <dd><Link href="/draw-rules">{row.rules.version}</Link></dd>
            </div>
          </>
        )}
      </dl>
    </Card>
  )
}

function Outcome({ row, labels }: { row: DrawRow; labels: Labels }) {
  const say = useText()
  const file = useDrawFile(row)
  const [agrees, setAgrees] = useState<boolean | null>(null)
  const save = () => saveFile(new Blob([`${JSON.stringify(file.data, null, 1)}\n`], { type: 'application/json' }), `draw-${row.commitment!.slice(0, 12)}.json`)
  return (
    <Card title={say({ zh: '抽中名单', en: 'Places drawn' })} more={say({ zh: '{n} 户', en: '{n place|places}' }, { n: row.count })}>
      <div className="card-body toolbar">
        <Button onClick={save} disabled={!file.data}>{say({ zh: '下载公布文件', en: 'Download the file' })}</Button>
        <Button onClick={() => setAgrees(verifyDraw(file.data!).length === 0)} disabled={!file.data}>{say({ zh: '重抽并比对', en: 'Draw again and compare' })}</Button>
        {file.error && <Loading error={file.error} retry={() => void file.refetch()} />}
      </div>
      {agrees === true && <Notice tone="good">{say({ zh: '在本机重抽，结果与名单一致。', en: 'Drawn again on this machine, the list is the same.' })}</Notice>}
      {agrees === false && <Notice tone="late">{say({ zh: '重抽结果与名单不一致，请停止使用并核查。', en: 'Drawn again, the list comes out differently. Stop and look into it.' })}</Notice>}
      {row.redrawn.length > 0 && <Replaced row={row} labels={labels} places={file.data?.pool ?? []} />}
      <RegisterList register={drawnPlaces} fixed={{ draw: row.id }} embedded columns={['position', 'title', 'inspectors', 'inspection']} />
    </Card>
  )
}

/** Who stood back after the draw, and whom the method put in his place. */
function Replaced({ row, labels, places }: { row: DrawRow; labels: Labels; places: readonly PoolObject[] }) {
  const say = useText()
  const who = useWho(labels)
  const where = (id: string) => places.find((one) => one.id === id)?.name ?? ''
  return (
    <div className="card-body">
      <h3>{say(draws.fields.redrawn.label)}</h3>
      <ul className="dr-replaced">
        {row.redrawn.map((one, at) => (
          <li key={at}>{where(one.object)}{say({ zh: '：', en: ': ' })}{who(one.out)} → {who(one.in)} <span className="quiet">{say(redrawGrounds.find(({ label }) => label.zh === one.reason)?.label ?? { zh: one.reason, en: one.reason })}</span></li>
        ))}
      </ul>
    </div>
  )
}
