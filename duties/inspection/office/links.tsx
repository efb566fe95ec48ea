import { Button } from 'antd'
import { useText } from '../../../web/kit/language.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { publicSearch } from '../public/link.ts'

/** The phone's pages; they install from there and then work without signal. */
export function FieldLink() {
  const say = useText()
  return <Button href="/field" target="_blank" rel="noreferrer">{say({ zh: '手机现场检查', en: 'On the phone' })}</Button>
}

/** What anyone may read. */
export function PublicLink() {
  const say = useText()
  const me = useMe()
  return <Button href={publicSearch(me.city.code)} target="_blank" rel="noreferrer">{say({ zh: '公开页', en: 'Public page' })}</Button>
}
