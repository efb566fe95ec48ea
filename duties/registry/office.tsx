import { lazy } from 'react'
import type { MenuEntry, OfficeFace } from '../../web/kit/face.ts'

const Premises = lazy(async () => ({ default: (await import('./office/premises.tsx')).PremisesPages }))
const Enterprises = lazy(async () => ({ default: (await import('./office/enterprise.tsx')).EnterprisePages }))
const Licences = lazy(async () => ({ default: (await import('./office/papers.tsx')).LicencePages }))
const Staff = lazy(async () => ({ default: (await import('./office/papers.tsx')).StaffPages }))
const Certificates = lazy(async () => ({ default: (await import('./office/papers.tsx')).CertificatePages }))
const DirectorRules = lazy(async () => ({ default: (await import('./office/papers.tsx')).DirectorRulePages }))
const Duplicates = lazy(async () => ({ default: (await import('./office/duplicates.tsx')).Duplicates }))
const CityMap = lazy(async () => ({ default: (await import('./office/city-map.tsx')).CityMap }))
const MyDossier = lazy(async () => ({ default: (await import('./office/own.tsx')).MyDossier }))
const MyPapers = lazy(async () => ({ default: (await import('./office/own.tsx')).MyPapers }))
const ExpiringCard = lazy(async () => ({ default: (await import('./office/expiring-card.tsx')).ExpiringCard }))

const entry = (path: string, zh: string, en: string, more: Partial<MenuEntry> = {}): MenuEntry => ({
  group: 'subjects',
  path,
  label: { zh, en },
  right: 'premises.read',
  ...more,
})

/** 一企一档 at the desk: lists, dossiers, duplicates, the map; for a business its own dossier and papers. */
const face: OfficeFace = {
  duty: 'registry',
  menu: [
    entry('/my-dossier', '我的档案', 'My dossier', { right: 'own' }),
    entry('/my-papers', '我的证照', 'My papers', { right: 'own' }),
    entry('/premises', '经营场所', 'Premises', { letter: 'p', counter: 'registry.premises' }),
    entry('/enterprises', '主体', 'Enterprises', { letter: 'e' }),
    entry('/licences', '许可与备案', 'Licences and filings', {
      letter: 'l',
      counter: 'registry.expiring',
      counterNote: { zh: '到期', en: 'expiring' },
    }),
    entry('/food-staff', '食品安全人员', 'Food safety staff'),
    entry('/certificates', '体系认证', 'Certificates'),
    entry('/duplicates', '疑似重复', 'Duplicates', { right: 'premises.write' }),
    entry('/map', '分布图', 'Map', { letter: 'm', right: 'indicators.read' }),
  ],
  routes: [
    { path: '/premises/*?', page: Premises },
    { path: '/enterprises/*?', page: Enterprises },
    { path: '/licences/*?', page: Licences },
    { path: '/food-staff/*?', page: Staff },
    { path: '/certificates/*?', page: Certificates },
    { path: '/director-rules/*?', page: DirectorRules },
    { path: '/duplicates', page: Duplicates },
    { path: '/map', page: CityMap },
    { path: '/my-dossier', page: MyDossier },
    { path: '/my-papers', page: MyPapers },
  ],
  opens: {
    premises: (id) => `/premises/${id}`,
    enterprise: (id) => `/enterprises/${id}`,
    licence: (id) => `/licences/${id}`,
    food_staff: (id) => `/food-staff/${id}`,
    director_rule: (id) => `/director-rules/${id}`,
    certificate: (id) => `/certificates/${id}`,
  },
  today: [{ right: 'premises.read', card: ExpiringCard }],
}

export default face
