/** Pages that travelers open seldom, as one part: nine small ones would weigh more and take longer. */
export { default as Account } from './Account';
export { default as Companions } from './Companions';
export { default as Help } from './Help';
export { default as NotFound } from './NotFound';
export { default as PrintedCodes } from './PrintedCodes';
export { default as Renew } from './Renew';
export { default as SetPassword } from './SetPassword';
export { default as Visits } from './Visits';
