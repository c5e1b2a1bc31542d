import { announce } from '../app/Announcer';
import { translateStaff } from '../staff/texts';

/** The address under which inspectors find their place filled in; it lets nobody in who was not invited. */
export function InviteLink({ placeId }: { placeId: string }) {
  const address = `${location.origin}/inspector?place=${encodeURIComponent(placeId)}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    announce(translateStaff('invite.copied'));
  };
  return (
    <>
      <h3>{translateStaff('invite.link')}</h3>
      <p class="quiet">{translateStaff('invite.link.text')}</p>
      <p class="invite-link" dir="ltr">
        {address}
      </p>
      {/* Not everywhere; the address can be marked and copied by hand. */}
      {'clipboard' in navigator && (
        <button type="button" class="plain small" onClick={() => void copy()}>
          {translateStaff('invite.copy')}
        </button>
      )}
    </>
  );
}
