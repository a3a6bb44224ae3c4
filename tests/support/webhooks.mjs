// Webhooks as the carrier sends them, signed without any code of ours
// (https://www.twilio.com/docs/usage/security#validating-requests).
import { createHmac, randomBytes } from 'node:crypto';

export function signatureOf(token, url, parameters) {
  const parts = Object.keys(parameters)
    .sort()
    .map((name) => name + parameters[name]);
  return createHmac('sha1', token).update(url + parts.join('')).digest('base64');
}

export const newSid = (prefix = 'SM') => prefix + randomBytes(16).toString('hex');

export function textParameters({ accountSid, from, to, body, sid = newSid() }) {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    Body: body,
    From: from,
    MessageSid: sid,
    NumMedia: '0',
    NumSegments: '1',
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    To: to,
  };
}

// Calls a webhook at `url`, signed for it; the status of the answer.
export async function callWebhook(url, token, parameters, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': signatureOf(token, url, parameters),
      ...headers,
    },
    body: new URLSearchParams(parameters).toString(),
  });
  await response.arrayBuffer();
  return response.status;
}
