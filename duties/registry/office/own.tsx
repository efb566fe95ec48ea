import { useQuery } from '@tanstack/react-query'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { api } from '../../../web/kit/api.ts'
import { Empty } from '../../../web/kit/Empty.tsx'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { Card, Loading, Page } from '../../../web/kit/Page.tsx'
import { RowFields } from '../../../web/kit/RegisterRow.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow, OneRow, Page as RowPage } from '../../../web/kit/types.ts'
import { enterprises } from '../enterprises.ts'
import { DossierPage } from './dossier.tsx'
import { CertificatesCard, LicencesCard, StaffCard } from './dossier-papers.tsx'
import { PremisesOf } from './enterprise.tsx'

/** The premises that the signed-in business sees: its own. */
const useOwnPremises = () =>
  useQuery({ queryKey: ['register', 'premises', 'own'], queryFn: () => api.get<RowPage>('/premises', { limit: 200 }) })

/** 我的档案: the dossier of the one place, or the enterprise with all its places. */
export function MyDossier() {
  const say = useText()
  const me = useMe()
  const found = useOwnPremises()
  const title = say({ zh: '我的档案', en: 'My dossier' })
  if (!found.data || found.data.items.length === 0)
    return (
      <Page title={title}>
        <Card>
          {found.data ? (
            <Empty>
              {say({
                zh: '还没有登记经营场所。登记由所在地市场监管部门办理。',
                en: 'No premises are on record yet. The local market supervision bureau registers them.',
              })}
            </Empty>
          ) : (
            <Loading error={found.error} retry={() => void found.refetch()} />
          )}
        </Card>
      </Page>
    )
  const [only, second] = found.data.items
  if (only && !second) return <DossierPage id={only.id} back={false} />
  return (
    <Page title={title}>
      {me.enterprise && <OwnEnterprise id={me.enterprise} />}
      {me.enterprise && <PremisesOf enterprise={me.enterprise} />}
    </Page>
  )
}

function OwnEnterprise({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['register', 'enterprise', 'row', id], queryFn: () => api.get<OneRow>(`/enterprise/${id}`) })
  return (
    <Card title={found.data ? String(found.data.row['name']) : '…'} padded>
      {found.data ? <RowFields register={enterprises} row={found.data.row} labels={found.data.labels} /> : <Loading error={found.error} />}
    </Card>
  )
}

/** 我的证照: licences, staff and certificates of each own place; staff and certificates the business keeps itself. */
export function MyPapers() {
  const say = useText()
  const found = useOwnPremises()
  const day = todayOf(useMe().city)
  return (
    <Page
      title={say({ zh: '我的证照', en: 'My papers' })}
      about={say({
        zh: '许可由发证机关登记；食品安全人员和认证证书请自行登记，有变化及时更新。',
        en: 'Licences are entered by who issues them; please keep food safety staff and certificates up to date yourself.',
      })}
    >
      {!found.data && (
        <Card>
          <Loading error={found.error} retry={() => void found.refetch()} />
        </Card>
      )}
      {found.data?.items.map((row) => (
        <OwnPapers key={row.id} row={row} day={day} named={found.data.items.length > 1} />
      ))}
    </Page>
  )
}

function OwnPapers({ row, day, named }: { row: AnyRow; day: DateOnly; named: boolean }) {
  const common = { premises: row, asOf: undefined, day, live: true }
  return (
    <section className="stack" aria-label={String(row['name'])} style={{ marginBottom: 20 }}>
      {named && <h2>{String(row['name'])}</h2>}
      <LicencesCard {...common} renewals={[]} />
      <StaffCard {...common} />
      <CertificatesCard {...common} />
    </section>
  )
}
