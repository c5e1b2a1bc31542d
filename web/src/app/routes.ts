import type { Route } from './router';

/** Every page, by its path. What is not named here is "not found". */
export const routes: Record<string, Route> = {
  '/': { load: () => import('../travelers/Home') },
  '/apply': { load: () => import('../travelers/Apply') },
  '/login': { load: () => import('../travelers/Login') },
  '/code': { load: () => import('../code/CodePage') },
  '/companions': { load: () => import('../travelers/Companions') },
  '/companions/add': { load: () => import('../travelers/AddCompanion') },
  '/password': { load: () => import('../travelers/SetPassword') },
  '/print': { load: () => import('../travelers/PrintedCodes') },
  '/renew': { load: () => import('../travelers/Renew') },
  '/visits': { load: () => import('../travelers/Visits') },
  '/account': { load: () => import('../travelers/Account') },
  '/phone': { load: () => import('../travelers/MovePhone') },
  '/inspector': { load: () => import('../inspector/Inspector') },
  '/places': { load: () => import('../places/Places') },
  '/officer': { load: () => import('../officers/Officer') },
  '/privacy': { load: () => import('../about/About') },
  '/accessibility': { load: () => import('../about/About') },
  '/terms': { load: () => import('../about/About') },
  '/contact': { load: () => import('../about/About') },
  '/help': { load: () => import('../travelers/Help') },
};

export const notFound: Route = { load: () => import('../travelers/NotFound') };

export const routeOf = (path: string): Route => routes[path.length > 1 ? path.replace(/\/$/, '') : path] ?? notFound;
