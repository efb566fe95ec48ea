import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Route } from 'wouter'
import { Button, Input } from 'antd'
import { api } from '../../../../web/kit/api.ts'
import { useText } from '../../../../web/kit/language.tsx'
import { useOnce } from '../../../../web/kit/once.ts'
import { Card } from '../../../../web/kit/Page.tsx'
import { Pages } from '../../../../web/kit/Pages.tsx'
import { RegisterPages } from '../../../../web/kit/RegisterPages.tsx'
import { useHolds } from '../../../../web/kit/session.tsx'
import { useToast } from '../../../../web/kit/toast.tsx'
import type { AnyRow } from '../../../../web/kit/types.ts'
import { papers } from '../../registers.ts'
import { MissingPapers } from './missing.tsx'

/** 资料审查: what is missing, and what was supplied with the reviewer's word. */
export function EvidencePages() {
  return (
    <Pages>
      <Route path="/evidence">
        <MissingPapers />
      </Route>
      <Route>
        <RegisterPages register={papers} base="/evidence/papers" rowExtra={(row) => <Review key={row.version} row={row} />} />
      </Route>
    </Pages>
  )
}

function Review({ row }: { row: AnyRow }) {
  const say = useText()
  const allows = useHolds()
  const toast = useToast()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const { busy, once } = useOnce(toast.failed)
  if (!allows('evaluation.manage') || row.closed_at) return null
  const review = (state: 'accepted' | 'returned') =>
    once(async () => {
      await api.post(`/evaluation-paper/${row.id}/review`, { version: row.version, review: state, ...(note ? { note } : {}) })
      toast.done(say({ zh: '审查意见已记录', en: 'The review is kept' }))
      await Promise.all([['register', papers.name], ['matter', 'evidence']].map((queryKey) => client.invalidateQueries({ queryKey })))
    })
  return (
    <Card title={say({ zh: '审查', en: 'Review' })} padded>
      <div className="stack">
        <Input.TextArea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} aria-label={say({ zh: '审查意见', en: 'Note' })} placeholder={say({ zh: '退回须写明原因', en: 'Say why it is returned' })} />
        <div className="ow-tools">
          <Button type="primary" loading={busy} onClick={() => void review('accepted')}>
            {say({ zh: '通过', en: 'Accept' })}
          </Button>
          <Button danger loading={busy} disabled={note.trim() === ''} onClick={() => void review('returned')}>
            {say({ zh: '退回', en: 'Return' })}
          </Button>
        </div>
      </div>
    </Card>
  )
}
