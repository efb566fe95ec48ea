import { setLanguage, useLanguage } from '../kit/language.tsx'

/** 中 / EN: names the other language in itself, so that whoever needs it can read it. */
export function LanguageSwitch() {
  const language = useLanguage()
  return (
    <button
      type="button"
      className="bare"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      title={language === 'zh' ? 'English' : '中文'}
    >
      <span style={{ fontWeight: language === 'zh' ? 600 : 400 }}>中</span> /{' '}
      <span style={{ fontWeight: language === 'en' ? 600 : 400 }}>EN</span>
    </button>
  )
}
