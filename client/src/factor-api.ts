/** Calls the routes that manage the second factors of the signed-in user. */
import type { Client as OpenapiClient } from 'openapi-fetch';
import type { paths } from './api-types';
import { unwrap } from './problem-error';
import type { SecondFactorClient } from './second-factor';

/** The calls. */
export type FactorApi = Omit<
  SecondFactorClient,
  'answerChallenge' | 'enrolFirstTotp' | 'confirmFirstTotp' | 'stepUp'
>;

/** @param api sends the access token, and calls `onStepUp` */
export function createFactorApi(api: Pick<OpenapiClient<paths>, 'GET' | 'POST' | 'DELETE'>): FactorApi {
  return {
    listFactors: async () => {
      const listed = unwrap(await api.GET('/users/me/factors'));
      const { items, recovery_codes_left: recoveryCodesLeft, reset_at: resetAt } = listed;
      return { factors: items, recoveryCodesLeft, ...(resetAt !== undefined && { resetAt }) };
    },
    enrolTotp: async ({ name } = {}) => {
      const body = { ...(name !== undefined && { name }) };
      const { qr_svg: qrSvg, ...enrolment } = unwrap(await api.POST('/users/me/factors/totp', { body }));
      return { ...enrolment, qrSvg };
    },
    confirmTotp: async (id, code) => {
      const params = { path: { id } };
      const confirmed = await api.POST('/users/me/factors/totp/{id}/confirm', { params, body: { code } });
      return unwrap(confirmed).recovery_codes ?? [];
    },
    removeFactor: async (id) =>
      unwrap(await api.DELETE('/users/me/factors/{id}', { params: { path: { id } } })),
    cancelFactorsReset: async () => unwrap(await api.DELETE('/users/me/factors/reset')),
    replaceRecoveryCodes: async () => unwrap(await api.POST('/users/me/recovery-codes')).recovery_codes,
  };
}
