import { useState } from 'react'
import { Button, Dropdown } from 'antd'
import { useLocation } from 'wouter'
import { choice } from '../../../platform/register/fields.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { useKeys } from '../../../web/kit/keys.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { CloseRow } from '../../../web/kit/RegisterRow.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { statusInput } from '../contract.ts'
import { premises, premisesStatuses, type PremisesStatus } from '../enterprises.ts'
import { nextStatuses } from '../rules.ts'
import { InputDialog } from './input-dialog.tsx'
import { FindTwin } from './merge-dialog.tsx'

type Open = 'status' | 'close' | 'merge' | null

/** What may be done with the premises. Keys: e change, s status, d close; papers have their own letters. */
export function DossierActions({ row, may }: { row: AnyRow; may: readonly string[] }) {
  const say = useText()
  const me = useMe()
  const [, go] = useLocation()
  const [open, setOpen] = useState<Open>(null)
  const changes = may.includes('change')
  const next = nextStatuses[row['status'] as PremisesStatus] ?? [] // the register's own choice
  const change = `/premises/${row.id}/change`
  useKeys({
    e: () => (changes ? go(change) : false),
    s: () => (changes && next.length > 0 ? setOpen('status') : false),
    d: () => (changes ? setOpen('close') : false),
  })
  if (!changes) return null
  const shut = () => setOpen(null)
  const options = premisesStatuses.filter(({ code }) => (next as readonly string[]).includes(code))
  return (
    <>
      {next.length > 0 && (
        <Button onClick={() => setOpen('status')} title="S">
          {say({ zh: '变更状态', en: 'Change status' })}
        </Button>
      )}
      <LinkButton to={change} type="primary" title="E">
        {say({ zh: '修改', en: 'Change' })}
      </LinkButton>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'merge', label: say({ zh: '与另一条合并…', en: 'Merge with another…' }) },
            { key: 'close', danger: true, label: say({ zh: '注销…', en: 'Close…' }) },
          ],
          onClick: ({ key }) => setOpen(key as Open), // the keys above
        }}
      >
        <Button aria-label={say({ zh: '更多操作', en: 'More' })}>⋯</Button>
      </Dropdown>
      {open === 'status' && (
        <InputDialog
          title={say({ zh: '变更经营状态', en: 'Change the status' })}
          fields={{ ...statusInput, status: choice(statusInput.status.label, options, { required: true }) }}
          path={`/premises/${row.id}/status`}
          initial={{ on: todayOf(me.city), status: options.length === 1 ? options[0]!.code : null }}
          given={{ version: row.version }}
          onClose={shut}
        />
      )}
      {open === 'close' && <CloseRow register={premises} row={row} onShut={shut} />}
      {open === 'merge' && <FindTwin register={premises} row={row} onClose={shut} />}
    </>
  )
}
