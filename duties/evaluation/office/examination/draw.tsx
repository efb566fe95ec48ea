import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { saveFile } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { Card, Loading, Notice, Page } from '../../../../web/kit/Page.tsx'
import { useMe } from '../../../../web/kit/session.tsx'
import { useRegionNames } from '../../../../web/kit/Region.tsx'
import type { Commitment, DrawFile, Drawn } from '../../examination/contract.ts'
import { drawFaults, verifyDraw, type DrawFault } from '../../examination/draw.ts'
import { fetchPublished, useExamination, useKindName } from './data.ts'
import './examination.css'

type Published = DrawFile | Pick<DrawFile, 'commitment' | 'commitmentHash'>
const isDrawn = (file: Published): file is DrawFile => 'seed' in file

/** What is public of a draw: the file to take away, the lists, and the same draw done again in this very browser. */
export function DrawPage({ id }: { id: string }) {
  const say = useText()
  const view = useExamination(id).data
  const found = useQuery<Published>({ queryKey: ['matter', 'examination', id, 'published', view?.examination.state], queryFn: () => fetchPublished(id), enabled: view !== undefined })
  const file = found.data
  return (
    <Page title={say({ zh: '抽取与公布', en: 'The draw, in public' })} about={view?.examination.title} back={{ to: `/examinations/${id}`, label: say({ zh: '初评', en: 'Examination' }) }}>
      {!file && (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
      {file && <Sealed id={id} file={file} published={view?.examination.commitment_hash ?? undefined} />}
      {file && isDrawn(file) && <List title={say({ zh: '明查点位', en: 'Open points' })} drawn={file.open} />}
      {file && isDrawn(file) && (file.covert ? <List title={say({ zh: '暗访点位', en: 'Covert points' })} drawn={file.covert} /> : <Notice>{say({ zh: '暗访名单在检查结束后公布；届时可用同一承诺值核对。', en: 'The covert list is released after the visits, and can then be checked against the same hash.' })}</Notice>)}
    </Page>
  )
}

function Sealed({ id, file, published }: { id: string; file: Published; published: string | undefined }) {
  const say = useText()
  const me = useMe()
  const [faults, setFaults] = useState<readonly DrawFault[] | null>(null)
  const save = () => saveFile(new Blob([JSON.stringify(file, null, 1)], { type: 'application/json' }), `draw-${file.commitmentHash.slice(0, 8)}.json`)
  return (
    <Card title={say({ zh: '承诺', en: 'Commitment' })} padded>
      <Hashes commitment={file.commitment} hash={file.commitmentHash} />
      {isDrawn(file) && (
        <p>
          {say({ zh: '种子：', en: 'Seed: ' })}
          <strong>{file.seed}</strong>
        </p>
      )}
      <details>
        <summary>{say({ zh: '抽取方法', en: 'Method' })}</summary>
        <p>{say(file.commitment.method)}</p>
      </details>
      <div className="ow-tools">
        <Button onClick={save}>{say({ zh: '下载公布文件', en: 'Download the published file' })}</Button>
        <Button href={`/public/${me.city.code}/examinations/${id}`} target="_blank">{say({ zh: '公众看到的页面', en: 'The page for the public' })}</Button>
        {isDrawn(file) && (
          <Button type="primary" onClick={() => setFaults(verifyDraw(file, published))}>
            {say({ zh: '重抽并比对', en: 'Redraw and compare' })}
          </Button>
        )}
      </div>
      {faults?.length === 0 && <Notice tone="good">{say({ zh: '重抽结果与公布的名单完全一致。', en: 'Drawn again, the lists are the same.' })}</Notice>}
      {faults !== null && faults.length > 0 && <Notice tone="late">{faults.map((fault) => say(drawFaults[fault])).join(say({ zh: '；', en: '; ' }))}</Notice>}
    </Card>
  )
}

function Hashes({ commitment, hash }: { commitment: Commitment; hash: string }) {
  const say = useText()
  const lines = [
    [say({ zh: '承诺值', en: 'Hash' }), hash],
    [say({ zh: '名录（{n} 户）', en: 'Pool ({n} places)' }, { n: commitment.places }), commitment.poolHash],
    [say({ zh: '暗访密钥', en: 'Covert secret' }), commitment.secretHash],
    ...(commitment.reserveHash === undefined ? [] : [[say({ zh: '备选专家', en: 'Reserve of experts' }), commitment.reserveHash] as const]),
  ] as const
  return (
    <dl className="facts">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="ex-hash">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function List({ title, drawn }: { title: string; drawn: Drawn }) {
  const say = useText()
  const kindName = useKindName()
  const names = useRegionNames(drawn.areas)
  return (
    <Card title={`${title} ${drawn.points.length}`} more={drawn.areas.map((code) => names[code] ?? code).join(say({ zh: '、', en: ', ' }))}>
      {drawn.short.length > 0 && (
        <Notice tone="soon">
          {say({ zh: '抽中区域内不足额、已全部列入的业态：', en: 'Kinds with fewer places than their quota, all taken: ' })}
          {drawn.short.map(({ kind, wanted, got }) => `${kindName(kind)} ${got}/${wanted}`).join(say({ zh: '、', en: ', ' }))}
        </Notice>
      )}
      <div className="ex-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="rows">
          <thead>
            <tr>
              {['#', say({ zh: '业态', en: 'Kind' }), say({ zh: '点位', en: 'Place' }), say({ zh: '区域', en: 'Area' })].map((label) => (
                <th key={label} scope="col">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawn.points.map(({ id, kind, name, area }, at) => (
              <tr key={id}>
                <td>{at + 1}</td>
                <td>{kindName(kind)}</td>
                <td>{name}</td>
                <td>{names[area] ?? area}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
