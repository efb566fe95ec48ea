import type { ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { Empty } from './Empty.tsx'
import { useText } from './language.tsx'
import { LinkButton } from './LinkButton.tsx'
import { Card, Page } from './Page.tsx'

/** The pages below one address, as `Route`s; an address that none of them has is told so. */
export const Pages = ({ children }: { children: ReactNode }) => (
  <Switch>
    {children}
    <Route>
      <NotHere />
    </Route>
  </Switch>
)

export function NotHere() {
  const say = useText()
  return (
    <Page title={say({ zh: '没有这个页面', en: 'There is no such page' })}>
      <Card>
        <Empty
          action={
            <LinkButton to="/" type="primary">
              {say({ zh: '回到今天', en: 'Go to Today' })}
            </LinkButton>
          }
        >
          {say({ zh: '地址可能写错了，或者这一页已经换了位置。', en: 'The address may be wrong, or the page has moved.' })}
        </Empty>
      </Card>
    </Page>
  )
}
