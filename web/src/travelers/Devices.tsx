import { useEffect, useState } from 'preact/hooks';
import { call, type Problem } from '../api/call';
import type { components } from '../api/schema';
import { dateTime } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { session } from '../session/session';

type Device = components['schemas']['Device'];

/** Phones and browsers that show the codes without signing in, and an end to one of them. */
export function Devices({ onProblem }: { onProblem: (problem: Problem | undefined) => void }) {
  const [devices, setDevices] = useState<Device[]>();
  const token = session()?.token;
  useEffect(() => {
    if (token)
      void call('get', '/api/account/devices', { token }).then((result) => {
        if (result.ok) setDevices(result.value);
      });
  }, [token]);
  if (!devices?.length) return null;

  const end = async (device: Device) => {
    const result = await call('delete', '/api/account/devices/{deviceId}', {
      token,
      path: { deviceId: device.deviceId },
    });
    onProblem(result.ok ? undefined : result.problem);
    if (!result.ok) return;
    setDevices(devices.filter((other) => other !== device));
  };
  return (
    <section class="panel">
      <h2>{translate('devices.title')}</h2>
      <ul class="rows">
        {devices.map((device) => (
          <li key={device.deviceId}>
            <p>
              {device.this ? translate('devices.this') : device.name} · {dateTime(Date.parse(device.lastSeenAt))}
            </p>
            <button
              type="button"
              class="plain"
              onClick={() => {
                void end(device);
              }}
            >
              {translate('devices.end')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
