import { useState, type FormEvent } from 'react'
import { Button, Input } from 'antd'
import type { FieldProblem } from '../../platform/core/problem.ts'
import { api, ProblemError } from '../kit/api.ts'
import { faultsOf, Labelled } from '../kit/FieldRow.tsx'
import { useText } from '../kit/language.tsx'
import { useOnce } from '../kit/once.ts'
import { Fault } from '../kit/Page.tsx'
import type { Bilingual } from '../../platform/core/bilingual.ts'

/** Changes the person's own password. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const say = useText()
  const [given, setGiven] = useState({ current: '', next: '', again: '' })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const { busy, failure, once } = useOnce((error) => setProblems(error instanceof ProblemError ? error.fields : []))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await once(async () => {
      if (given.next !== given.again)
        return setProblems([{ path: 'again', sentence: { zh: '两次输入的新密码不一致。', en: 'The two new passwords differ.' } }])
      await api.post('/me/password', { current: given.current, next: given.next })
      setGiven({ current: '', next: '', again: '' })
      setProblems([])
      onDone()
    })
  }
  const row = (name: keyof typeof given, label: Bilingual, complete: string, help?: Bilingual) => (
    <Labelled id={`password-${name}`} label={say(label)} help={help} faults={faultsOf(problems, name)}>
      <Input.Password
        id={`password-${name}`}
        autoComplete={complete}
        value={given[name]}
        aria-describedby={`password-${name}-about`}
        status={faultsOf(problems, name).length > 0 ? 'error' : ''}
        onChange={(event) => setGiven((before) => ({ ...before, [name]: event.target.value }))}
      />
    </Labelled>
  )
  return (
    <form className="stack" style={{ maxWidth: 400 }} onSubmit={(event) => void submit(event)}>
      {failure !== null && <Fault error={failure} beside />}
      {row('current', { zh: '现在的密码', en: 'Current password' }, 'current-password')}
      {row('next', { zh: '新密码', en: 'New password' }, 'new-password', {
        zh: '至少 10 位，含大写、小写、数字、符号中的三种，不与最近 5 次相同。',
        en: 'At least 10 characters, three of: capitals, small letters, digits, signs; not one of your last 5.',
      })}
      {row('again', { zh: '再输一次新密码', en: 'New password again' }, 'new-password')}
      <Button type="primary" htmlType="submit" loading={busy} disabled={!given.current || !given.next || !given.again}>
        {say({ zh: '修改密码', en: 'Change password' })}
      </Button>
    </form>
  )
}
