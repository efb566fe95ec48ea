import { Component, useState, type ReactNode } from 'react'
import { Button } from 'antd'
import { Empty } from '../kit/Empty.tsx'
import { useText } from '../kit/language.tsx'
import { Card, Notice, Page } from '../kit/Page.tsx'
import { reload } from './reload.ts'

/** Around a page: where its code did not arrive or broke, the page says so and the rest of the office stays. */
export class Guard extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const say = useText()
  const [trying, setTrying] = useState(false)
  const [away, setAway] = useState(false)
  const again = async () => {
    setTrying(true)
    setAway(!(await reload()))
    setTrying(false)
  }
  return (
    <Page title={say({ zh: '这一页没有打开', en: 'This page did not open' })}>
      <Card>
        {away && <Notice tone="late">{say({ zh: '还连不上服务器，请稍后再试。', en: 'The server still cannot be reached. Try again in a moment.' })}</Notice>}
        <Empty
          action={
            <Button type="primary" loading={trying} onClick={() => void again()}>
              {say({ zh: '重新载入', en: 'Load it again' })}
            </Button>
          }
        >
          {say({
            zh: '连不上服务器，或者这一页出了错。请检查网络后重新载入；仍不行时请告知系统管理员。',
            en: 'The server is out of reach, or the page broke. Check the network and load it again; if that does not help, tell the system administrator.',
          })}
        </Empty>
      </Card>
    </Page>
  )
}
