import { useState } from 'react'
import { Button } from 'antd'
import { todayOf } from '../../../web/kit/format.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { AnyRow } from '../../../web/kit/types.ts'
import { promiseInput } from '../contract.ts'
import { InputDialog } from './input-dialog.tsx'

/** A licence on promise (告知承诺) waits for its check: by when, and the button that records what was found. */
export function PromiseCheck({ row, may }: { row: AnyRow; may: readonly string[] }) {
  const say = useText()
  const today = todayOf(useMe().city)
  const [open, setOpen] = useState(false)
  const due = row['promise_check_due']
  if (row['on_promise'] !== true || row['promise_checked_on'] || row['state'] !== 'valid') return null
  const late = typeof due === 'string' && due < today
  return (
    <div className={`notice ${late ? 'late' : 'soon'}`} role="status">
      <span aria-hidden="true">{late ? '▲' : '◆'}</span>
      <span>
        {say(
          { zh: '告知承诺许可，应于 {due} 前核查承诺内容。', en: 'Granted on a promise, which must be checked by {due}.' },
          { due: due ?? '–' },
        )}
      </span>
      {may.includes('change') && (
        <Button size="small" onClick={() => setOpen(true)}>
          {say({ zh: '登记核查结果', en: 'Record the check' })}
        </Button>
      )}
      {open && (
        <InputDialog
          title={say({ zh: '告知承诺核查', en: 'Check of the promise' })}
          about={say({ zh: '结果为虚假承诺的，许可随即撤销。', en: 'Where the promise was false, the licence is withdrawn at once.' })}
          fields={promiseInput}
          path={`/licence/${row.id}/promise-check`}
          initial={{ on: today }}
          given={{ version: row.version }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}
