import type { Route } from './router';

const seldom = (page: keyof typeof import('../travelers/seldom')): Route => ({
  load: async () => ({ default: (await import('../travelers/seldom'))[page] }),
});

/** Every page, by its path. What is not named here is "not found". */
export const routes: Record<string, Route> = {
  '/': { load: () => import('../travelers/Home') },
  '/apply': { load: () => import('../travelers/Apply') },
  '/login': { load: () => import('../travelers/Login') },
  '/login/email': { load: () => import('../signin/EmailLogin') },
  '/code': { load: () => import('../code/CodePage') },
  '/companions': seldom('Companions'),
  '/companions/add': { load: () => import('../family/AddCompanion') },
  '/family': { load: () => import('../family/FamilyPage') },
  '/password': seldom('SetPassword'),
  '/print': seldom('PrintedCodes'),
  '/renew': seldom('Renew'),
  '/visits': seldom('Visits'),
  '/account': seldom('Account'),
  '/phone': { load: () => import('../signin/MovePhone') },
  '/email': { load: () => import('../signin/EmailPage') },
  '/appeal': { load: () => import('../appeals/AppealPage') },
  '/inspector': { load: () => import('../inspector/Inspector') },
  '/places': { load: () => import('../places/Places') },
  '/officer': { load: () => import('../officers/Officer') },
  '/passkeys': { load: () => import('../staff/Passkeys') },
  '/privacy': { load: () => import('../about/About') },
  '/accessibility': { load: () => import('../about/About') },
  '/terms': { load: () => import('../about/About') },
  '/contact': { load: () => import('../about/About') },
  '/statistics': { load: () => import('../statistics/Statistics') },
  '/help': seldom('Help'),
};

export const notFound: Route = seldom('NotFound');

export const routeOf = (path: string): Route => routes[path.length > 1 ? path.replace(/\/$/, '') : path] ?? notFound;
