import { FieldPage } from '../kit/field/page.tsx'
import { usePhone, usePhoneState } from '../kit/field/use-phone.tsx'
import { useText } from '../kit/language.tsx'
import { faces } from './faces.ts'

/** The first page: that of the duty whose work the phone carries; who has several chooses on top. */
export function Home() {
  const say = useText()
  const phone = usePhone()
  const { bundles, busy, fault, syncedAt, settings } = usePhoneState()
  const carried = faces.filter(({ duty }) => bundles.has(duty))
  const face = carried.find(({ duty }) => duty === settings.face) ?? carried[0]
  if (!face) {
    return (
      <FieldPage title={say({ zh: '今天', en: 'Today' })} back={{ to: '/settings', label: say({ zh: '设置', en: 'Settings' }) }}>
        <p className="f-empty">
          {busy ? say({ zh: '正在取回任务…', en: 'Fetching your tasks…' }) : fault ? say(fault.sentence) : syncedAt
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
