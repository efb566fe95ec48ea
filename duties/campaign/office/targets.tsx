import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { plain } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Card, Fault } from '../../../web/kit/Page.tsx'
import { useHolds, useMe } from '../../../web/kit/session.tsx'
import { useToast } from '../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import type { TargetCount } from '../contract.ts'
import { MANAGE } from '../registers.ts'
import { rowsOf } from './pieces.tsx'

/** What a campaign must reach: how many fit its conditions, how many are listed, and the ways to list more. */
export function TargetsCard({ row }: { row: AnyRow }) {
  const say = useText()
  const me = useMe()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const { busy, once } = useOnce(toast.failed)
  const found = useQuery({ queryKey: ['register', 'campaign_target', 'count', row.id, row.version], queryFn: () => api.get<TargetCount>(`/campaign/${row.id}/targets`, { region: me.region.code }), retry: false })
  const list = () =>
    once(async () => {
      const { found: added } = await api.post<TargetCount>(`/campaign/${row.id}/targets`, { region: me.region.code })
      toast.done(say({ zh: '已列入 {n} 户', en: '{n} premises listed' }, { n: added }))
      await client.invalidateQueries({ queryKey: ['register'] })
    })
  return (
    <Card title={say({ zh: '检查对象', en: 'Targets' })} padded more={
      <span className="toolbar">
        <LinkButton size="small" to={rowsOf('campaign-target', { campaign: row.id })}>{say({ zh: '查看名单', en: 'See the list' })}</LinkButton>
        {allows(MANAGE) && <LinkButton size="small" to="/registers/campaign-target/import">{say({ zh: '导入名单', en: 'Import a list' })}</LinkButton>}
        <LinkButton size="small" to={`/campaigns/${row.id}`}>{say({ zh: '进度', en: 'Board' })}</LinkButton>
      </span>
    }>
      {found.error && <Fault error={found.error} />}
      {found.data && <p>{say({ zh: '辖区内已列入 {listed} 户；另有 {found} 户符合条件。', en: '{listed} premises of your area are listed; {found} more fit the conditions.' }, { listed: plain(found.data.listed), found: plain(found.data.found) })}</p>}
      {found.data && found.data.found > 0 && allows(MANAGE) && row['state'] !== 'closed' && (
        <Button type="primary" loading={busy} onClick={() => void list()}>{say({ zh: '列入这 {n} 户', en: 'List these {n}' }, { n: plain(found.data.found) })}</Button>
      )}
    </Card>
  )
}
