import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { Fields } from '../../../platform/register/fields.ts'
import { api, ProblemError } from '../../../web/kit/api.ts'
import { FieldRow } from '../../../web/kit/FieldRow.tsx'
import { useKeys } from '../../../web/kit/keys.ts'
import { useText } from '../../../web/kit/language.tsx'
import { useOnce } from '../../../web/kit/once.ts'
import { Fault } from '../../../web/kit/Page.tsx'
import { useToast } from '../../../web/kit/toast.tsx'

/** Asks for a few declared fields and sends them; the server's faults stand beside the fields. Ctrl+Enter or Ctrl+S sends. */
export function InputDialog({
  title,
  fields,
  path,
  about,
  initial = {},
  given = {},
  grave,
  onClose,
}: {
  title: string
  fields: Fields
  /** Where it is posted. */
  path: string
  about?: string
  initial?: Readonly<Record<string, unknown>>
  /** Sent along and not asked for. */
  given?: Readonly<Record<string, unknown>>
  grave?: boolean
  onClose: () => void
}) {
  const say = useText()
  const toast = useToast()
  const client = useQueryClient()
  const [values, setValues] = useState(initial)
  const { busy, failure: error, once } = useOnce()
  const problems: readonly FieldProblem[] = error instanceof ProblemError ? error.fields : []
  const send = () =>
    once(async () => {
      await api.post(path, { ...values, ...given })
      toast.done(say({ zh: '已办理', en: 'Done' }))
      onClose()
      await client.invalidateQueries({ queryKey: ['register'] })
    })
  useKeys({ 'Ctrl+s': () => void send(), 'Ctrl+Enter': () => void send() })
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      afterOpenChange={(shown) => {
        if (shown) document.getElementById(`ask-${Object.keys(fields)[0]}`)?.focus()
      }}
      onOk={() => void send()}
      okText={say({ zh: '确定', en: 'OK' })}
      confirmLoading={busy}
      okButtonProps={grave ? { danger: true } : {}}
    >
      <div className="stack">
        {error !== null && <Fault error={error} beside />}
        {about && <p className="quiet">{about}</p>}
        {Object.entries(fields).map(([name, field], at) => (
          <FieldRow
            key={name}
            name={name}
            prefix="ask"
            field={field}
            value={values[name]}
            problems={problems}
            autoFocus={at === 0}
            onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
    </Modal>
  )
}
