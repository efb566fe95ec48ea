import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { Cells } from '../../../web/kit/ListRows.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { RegisterList } from '../../../web/kit/RegisterList.tsx'
import { RegisterRow } from '../../../web/kit/RegisterRow.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import { enterprises, premises } from '../enterprises.ts'
import { LicensedMark, StatusMark, TypeName } from './marks.tsx'

const cells: Cells = {
  type: (row) => <TypeName code={row['type']} />,
  status: (row) => <StatusMark status={row['status']} />,
  licensed_until: (row) => <LicensedMark row={row} />,
}

/** 主体: who holds the licences of business. */
export const EnterprisePages = () => (
  <RegisterPages register={enterprises} base="/enterprises" row={(id) => <EnterprisePage key={id} id={id} />} />
)

function EnterprisePage({ id }: { id: string }) {
  return (
    <RegisterRow register={enterprises} id={id} base="/enterprises" hidden={['premises']} extra={() => <PremisesOf enterprise={id} />} />
  )
}

/** The premises of an enterprise, before anything else about it. */
export function PremisesOf({ enterprise }: { enterprise: string }) {
  const say = useText()
  const allows = useHolds()
  return (
    <div style={{ marginBottom: 14 }}>
      <RegisterList
        register={premises}
        embedded
        fixed={{ enterprise_id: enterprise }}
        columns={['name', 'type', 'region', 'address', 'status', 'licensed_until']}
        cells={cells}
        actions={
          allows('premises.write') && (
            <LinkButton to={`/premises/new?enterprise_id=${enterprise}`} type="primary">
              {say({ zh: '登记场所', en: 'Add premises' })}
            </LinkButton>
          )
        }
      />
    </div>
  )
}
