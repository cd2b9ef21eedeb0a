import { day } from '../instant.ts';

/** A birthright lasts so long and is then given anew, so that no access is without an end. */
export const birthrightLength = 90 * day;

/** With this much left it is given anew. */
export const renewalLead = 7 * day;
