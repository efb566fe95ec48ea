import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../kit/language.tsx'
import { Card, Page } from '../kit/Page.tsx'
import { useMe } from '../kit/session.tsx'
import { State } from '../kit/State.tsx'
import { useToast } from '../kit/toast.tsx'
import { PasswordForm } from './password-form.tsx'
import { Sessions } from './sessions.tsx'
import { TotpRemove, TotpSetup } from './totp.tsx'

/** One's own account: password, second factor, sessions. */
export function MyAccount() {
  const say = useText()
  const me = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const again = () => void client.invalidateQueries({ queryKey: ['me'] })
  return (
    <Page title={say({ zh: '我的账号', en: 'My account' })} about={[me.name, me.login, me.unit?.name].filter(Boolean).join(' · ')}>
      <div className="columns">
        <div className="stack">
          <Card title={say({ zh: '修改密码', en: 'Change password' })} padded>
            <PasswordForm
              onDone={() => {
                toast.done(say({ zh: '密码已修改，其他设备已下线', en: 'Password changed; your other sessions have ended' }))
                again()
              }}
            />
          </Card>
          <Card
            title={say({ zh: '动态验证码', en: 'Second factor' })}
            padded
            more={
              <State tone={me.hasTotp ? 'good' : 'plain'}>
                {me.hasTotp ? say({ zh: '已绑定', en: 'Set up' }) : say({ zh: '未绑定', en: 'Not set up' })}
              </State>
            }
          >
            {me.hasTotp ? <TotpRemove onDone={again} /> : <TotpSetup onDone={again} />}
          </Card>
        </div>
        <div id="sessions">
          <Card title={say({ zh: '登录记录', en: 'Sessions' })}>
            <Sessions path="/me/sessions" />
          </Card>
        </div>
      </div>
    </Page>
  )
}
