import { FieldPage } from '../kit/field/page.tsx'
import type { Carrying } from '../kit/field/phone.ts'
import { usePhone, usePhoneState } from '../kit/field/use-phone.tsx'
import { useText } from '../kit/language.tsx'
import { faces } from './faces.ts'

/** The first page: that of the duty whose work the phone carries; who has several chooses on top. */
export function Home() {
  const say = useText()
  const phone = usePhone()
  const { bundles, busy, carrying, fault, syncedAt, settings } = usePhoneState()
  const carried = faces.filter(({ duty }) => bundles.has(duty))
  const face = carried.find(({ duty }) => duty === settings.face) ?? carried[0]
  if (!face) {
    return (
      <FieldPage title={say({ zh: '今天', en: 'Today' })} back={{ to: '/settings', label: say({ zh: '设置', en: 'Settings' }) }}>
        {busy && carrying && <Fetching carrying={carrying} />}
        <p className="f-empty">
          {busy && carrying ? say({ zh: '取回后没有信号也能用；中途断开，有信号时接着取。', en: 'Once it is here it works without signal; broken off, it goes on when there is signal.' }) : busy ? say({ zh: '正在取回任务…', en: 'Fetching your tasks…' }) : fault ? say(fault.sentence) : syncedAt
            ? say({ zh: '您的岗位没有外勤工作，请联系本单位管理员。', en: 'Your post has no work in the field. Ask your administrator.' })
            : say({ zh: '手机里还没有任务：有信号时打开一次，就会取回。', en: 'Nothing is on the phone yet: open it once with signal and your tasks come down.' })}
        </p>
      </FieldPage>
    )
  }
  const { home: Page } = face
  return (
    <>
      {carried.length > 1 && (
        <div className="f-tabs f-faces" role="group" aria-label={say({ zh: '工作', en: 'Work' })}>
          {carried.map(({ duty, title }) => <button key={duty} type="button" aria-pressed={duty === face.duty} onClick={() => void phone.saveSettings({ ...settings, face: duty })}>{say(title)}</button>)}
        </div>
      )}
      <Page />
    </>
  )
}

/** The first sync: which duty is coming down, and how much of it has come. */
function Fetching({ carrying: { title, at, of, bytes } }: { carrying: Carrying }) {
  const say = useText()
  const told = say({ zh: '正在取回{title}（{at} / {of}），已收 {kb} KB', en: 'Fetching {title} ({at} of {of}), {kb} KB so far' }, { title: say(title), at, of, kb: Math.round(bytes / 1024) })
  return (
    <section className="f-card f-fetching" role="status">
      <p>{told}</p>
      <progress max={of} value={at - 1} aria-label={say({ zh: '首次同步', en: 'First sync' })} />
    </section>
  )
}
