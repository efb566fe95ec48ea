import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { dateTime } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { RegionPicker, useRegionNames } from '../../../web/kit/Region.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { PICTURE_HOURS, type MissingPictures, type PicturesOf } from '../contract.ts'
import './board.css'

/** Whether pictures may still be on their way from the phone. */
const onTheWay = (finishedAt: string | null): boolean => finishedAt !== null && Date.now() - Date.parse(finishedAt) < PICTURE_HOURS * 3_600_000

const parts: Readonly<Record<string, Bilingual>> = {
  evidence: { zh: '证据', en: 'evidence' },
  signature: { zh: '签字', en: 'signature' },
  refusal: { zh: '拒签录像', en: 'video of the refusal' },
}

/** Beside an inspection: pictures that it names and that have not come. Nothing where all are there. */
export function PicturesHere({ id, finishedAt }: { readonly id: string; readonly finishedAt: string | null }) {
  const say = useText()
  const { data } = useQuery({ queryKey: ['matter', 'inspection', id, 'pictures'], queryFn: () => api.get<PicturesOf>(`/inspections/${id}/pictures`) })
  if (!data || data.missing.length === 0) return null
  const missing = data.missing.reduce((sum, { count }) => sum + count, 0)
  const which = data.missing.map(({ part, count }) => `${parts[part] ? say(parts[part]) : part}${count > 1 ? ` × ${count}` : ''}`).join(say({ zh: '、', en: ', ' }))
  return (
    <p className={onTheWay(finishedAt) ? 'tone-soon' : 'in-fault'}>
      {onTheWay(finishedAt)
        ? say({ zh: '◆ 照片未到齐：{named} 张中还有 {missing} 张在手机上等待上传（{which}）', en: '◆ Pictures on their way: {missing} of {named} still wait on the phone ({which})' }, { named: data.named, missing, which })
        : say({ zh: '▲ 缺照片：{named} 张中有 {missing} 张一直没有收到（{which}），请向检查人员核实', en: '▲ Pictures missing: {missing} of {named} never came ({which}); ask who inspected' }, { named: data.named, missing, which })}
    </p>
  )
}

/** `/inspection-pictures`: finished inspections whose pictures have not all come, the longest waiting first. */
export function PicturesPage() {
  const say = useText()
  const me = useMe()
  const [search, setSearch] = useSearchParams()
  const region = search.get('region') ?? me.region.code
  const found = useQuery({ queryKey: ['pictures-missing', region], queryFn: () => api.get<MissingPictures>('/inspections/pictures-missing', { region }) })
  const items = found.data?.items ?? []
  const names = useRegionNames(items.map((one) => one.region))
  return (
    <Page title={say({ zh: '照片未到', en: 'Pictures not here' })} about={say({ zh: '检查记录里写明、但还没有收到的照片和录像。手机有信号时会接着上传，收到后自动从这里消失。', en: 'Pictures and videos that inspections name and that have not come. Phones go on sending where they broke off; what arrives leaves this page by itself.' })}
      actions={<RegionPicker label={say({ zh: '区域', en: 'Region' })} width={200} allowClear={false} value={region} onChange={(code) => setSearch(code ? { region: code } : {}, { replace: true })} />}>
      <Card>
        {!found.data && <Loading error={found.error} retry={() => void found.refetch()} />}
        {found.data && items.length === 0 && <Empty>{say({ zh: '近 {n} 天的检查照片都已收到。', en: 'Every picture of the last {n} days is here.' }, { n: found.data.back })}</Empty>}
        {items.length > 0 && (
          <ul className="items">
            {items.map((one) => (
              <li key={one.id} className="in-waiting">
                <Link href={`/matters/inspection/${one.id}`} className="break">{one.title}</Link>
                <span className={onTheWay(one.finished_at) ? 'tone-soon' : 'tone-late'}>{onTheWay(one.finished_at)
                  ? say({ zh: '◆ 等待上传 {missing} / {named} 张', en: '◆ {missing} of {named} on the way' }, { ...one })
                  : say({ zh: '▲ 缺 {missing} / {named} 张', en: '▲ {missing} of {named} missing' }, { ...one })}</span>
                <span className="quiet">{[names[one.region] ?? one.region, one.holder, dateTime(one.finished_at)].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        )}
        {found.data?.more && <p className="quiet">{say({ zh: '只列出最早的 {n} 次。', en: 'The earliest {n} are shown.' }, { n: items.length })}</p>}
      </Card>
    </Page>
  )
}
