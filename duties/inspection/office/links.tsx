import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../web/kit/api.ts'
import { useText } from '../../../web/kit/language.tsx'
import { LinkButton } from '../../../web/kit/LinkButton.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import type { MissingPictures } from '../contract.ts'
import { publicSearch } from '../public/link.ts'

/** The phone's pages; they install from there and then work without signal. */
export function FieldLink() {
  const say = useText()
  return <Button href="/field" target="_blank" rel="noreferrer">{say({ zh: '手机现场检查', en: 'On the phone' })}</Button>
}

/** Inspections whose pictures have not all come, with how many there are. */
export function PicturesLink() {
  const say = useText()
  const { region } = useMe()
  const { data } = useQuery({ queryKey: ['pictures-missing', region.code], queryFn: () => api.get<MissingPictures>('/inspections/pictures-missing', { region: region.code }) })
  const n = `${data?.items.length ?? 0}${data?.more ? '+' : ''}`
  return <LinkButton to="/inspection-pictures">{n === '0' ? say({ zh: '照片未到', en: 'Pictures not here' }) : say({ zh: '照片未到（{n}）', en: 'Pictures not here ({n})' }, { n })}</LinkButton>
}

/** What anyone may read. */
export function PublicLink() {
  const say = useText()
  const me = useMe()
  return <Button href={publicSearch(me.city.code)} target="_blank" rel="noreferrer">{say({ zh: '公开页', en: 'Public page' })}</Button>
}
