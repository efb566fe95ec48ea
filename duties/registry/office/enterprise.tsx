import { useState } from 'react'
import { Button } from 'antd'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useText } from '../../../web/kit/language.tsx'
import type { Cells } from '../../../web/kit/ListRows.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { RegisterList } from '../../../web/kit/RegisterList.tsx'
import { RegisterRow } from '../../../web/kit/RegisterRow.tsx'
import { useHolds } from '../../../web/kit/session.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { enterprises, premises } from '../enterprises.ts'
import { useEnterpriseMatters } from './dossier-data.ts'
import { LicensedMark, StatusMark, TypeName } from './marks.tsx'
import { OpenMatters } from './open-matters.tsx'
import { FindTwin, useMayMerge } from './merge-dialog.tsx'

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
  const matters = useEnterpriseMatters(id)
  return (
    <RegisterRow
      register={enterprises}
      id={id}
      base="/enterprises"
      hidden={['premises']}
      extra={(row, may) => (
        <>
          {may.includes('change') && <MergeEnterprise row={row} />}
          <OpenMatters items={matters.data?.items ?? []} />
          <PremisesOf enterprise={id} />
        </>
      )}
    />
  )
}

/** 与另一条合并: an enterprise that was entered twice. */
function MergeEnterprise({ row }: { row: AnyRow }) {
  const say = useText()
  const mayMerge = useMayMerge()
  const [open, setOpen] = useState(false)
  if (!mayMerge(enterprises)) return null
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{say({ zh: '与另一条合并…', en: 'Merge with another…' })}</Button>
      {open && <FindTwin register={enterprises} row={row} onClose={() => setOpen(false)} />}
    </p>
  )
}

/** The premises of an enterprise, before anything else about it. */
export function PremisesOf({ enterprise }: { enterprise: string }) {
  const say = useText()
  const allows = useHolds()
  return (
    <div style={{ marginBlock: 14 }}>
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
