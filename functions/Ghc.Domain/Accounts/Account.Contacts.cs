namespace Ghc.Domain.Accounts;

/// <summary>Phone and e-mail address of an account: adding one, removing one, and putting one in the place of the other.</summary>
public sealed partial record Account
{
    /// <summary>
    /// The phone, or the e-mail address of an account that has no phone; null without an account. The key is taken from it.
    /// </summary>
    public Contact? Contact =>
        Data is not { } data ? null
        : data.Phone is { } phone ? Contact.Of(phone)
        : Contact.Of(data.Email!.Address);

    /// <summary>
    /// Where notices go: to the phone; to the e-mail address if there is no phone, or if the latest text did not arrive. Null if mail to
    /// the only address comes back. Staff get texts only: mail is no factor of theirs.
    /// </summary>
    public Contact? NoticesTo =>
        Data is not { } data ? null
        : data.Email is { BouncedAt: null } email && Roles.Count == 0 && (data.Phone is null || SignIn.LastTextFailedAt is not null)
            ? Contact.Of(email.Address)
        : data.Phone is { } phone ? Contact.Of(phone)
        : null;

    /// <summary>
    /// Claims this address for an account, and spends the code that was read at it. A claim of another account counts while it is confirmed
    /// or young.
    /// </summary>
    public Decision<AccountChange, EmailClaim> ClaimFor(string accountKey, bool isTaken, DateTimeOffset now)
    {
        var claim = new EmailClaim(accountKey, now);
        return WhyNotFor(accountKey, isTaken, now) is { } refusal ? refusal
            : SignIn.LiveCodeHash(now) is null ? EmailClaim.WrongCode(EmailClaim.CodeField)
            : Decision.Write(new AccountChange { Claim = claim, SignIn = SignIn.CodeSpent() }, claim);
    }

    /// <summary>Why the account may not have this address; null if it may.</summary>
    /// <param name="isTaken">Whether another account names the address.</param>
    public Refusal? WhyNotFor(string accountKey, bool isTaken, DateTimeOffset now) =>
        isTaken ? new Refusal(RefusalCodes.EmailTaken)
        : Claim is { } other && other.AccountKey != accountKey && !other.HasLapsed(now) ? other.Busy(now)
        : null;

    /// <summary>
    /// Sets, changes or removes the address. <paramref name="before"/>: the one that the caller saw, so that of two changes at once the
    /// second begins anew.
    /// </summary>
    /// <param name="byText">Whether a code sent to the phone allows it, which is spent.</param>
    public Decision<AccountChange, AccountData> SetEmail(ProvenEmail? email, ProvenEmail? before, bool byText, DateTimeOffset now)
    {
        if (Data is not { } data)
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (email is not null && Roles.Count > 0)
        {
            return new Refusal(RefusalCodes.Forbidden);
        }

        if (email is null && data.Phone is null)
        {
            return new Refusal(RefusalCodes.LastWayIn);
        }

        if (data.Moving is { } move && !move.HasLapsed(now))
        {
            return move.Busy(now);
        }

        var next = data with { Email = email };
        return data.Email?.Key != before?.Key ? new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) }
            : byText && SignIn.LiveCodeHash(now) is null ? PhoneMove.WrongCode(PhoneMove.OldCode)
            : Decision.Write(new AccountChange { Data = next, SignIn = byText ? SignIn.CodeSpent() : null }, next);
    }

    /// <summary>
    /// Marks the account as on its way to another phone or address, and spends the code that proved this one; the account as marked. A
    /// move elsewhere that lapsed is given up. A role belongs to its phone, so an account with one does not move.
    /// </summary>
    /// <param name="byEmail">Whether a code read at another place, the account's address, stands in for one of this phone, as when that was
    /// lost.</param>
    public Decision<AccountChange, Account> MoveTo(string newKey, DateTimeOffset now, bool byEmail = false)
    {
        if (Data is not { } data)
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (Roles.Count > 0)
        {
            return new Refusal(RefusalCodes.StaffPhoneFixed);
        }

        if (data.Moving is { } other && other.To != newKey && !other.HasLapsed(now))
        {
            return other.Busy(now);
        }

        var isProven = byEmail || data.Moving?.To == newKey;
        var marked = data with { Moving = new PhoneMove(newKey, now) };
        return !isProven && SignIn.LiveCodeHash(now) is null
            ? data.Phone is null
                ? EmailClaim.WrongCode(PhoneMove.EmailCode)
                : PhoneMove.WrongCode(PhoneMove.OldCode)
            : Decision.Write(
                new AccountChange { Data = marked, SignIn = isProven ? null : SignIn.CodeSpent() },
                this with
                {
                    Data = marked,
                }
            );
    }

    /// <summary>
    /// The account has moved away from here. An address that it keeps goes on with its codes and tries, which are all that is its own.
    /// </summary>
    public AccountChange Leave(bool keepsAddress) =>
        keepsAddress
            ? AccountChange.Departure(
                SignIn with
                {
                    AssistedHash = null,
                    BothFactorsAt = null,
                    Consent = null,
                    Devices = [],
                    LastSignInAt = null,
                    Passkeys = [],
                    UsedChallenges = [],
                }
            )
            : AccountChange.Deletion;

    /// <summary>
    /// Takes in all of an account that comes from another phone or address, and spends the code that proved this one, unless somebody spent
    /// it or opened an account meanwhile. At an address the account has no phone from then on; at a phone it keeps its address.
    /// </summary>
    /// <param name="isTaken">Whether another account names this address.</param>
    public Decision<AccountChange, Account> Receive(Account old, Contact contact, DateTimeOffset now, bool isTaken = false)
    {
        if (Data is not null)
        {
            return Data.MovedFrom == old.Key
                ? this
                : new Refusal(contact.Email is null ? RefusalCodes.AlreadyRegistered : RefusalCodes.EmailTaken);
        }

        if (contact.Email is not null && WhyNotFor(old.Key, isTaken, now) is { } refusal)
        {
            return refusal;
        }

        if (SignIn.CodeHash is null)
        {
            return contact.Email is null ? PhoneMove.WrongCode(PhoneMove.NewCode) : EmailClaim.WrongCode(EmailClaim.CodeField);
        }

        return Decision.Write(
            new AccountChange
            {
                Data = old.Data! with
                {
                    Phone = contact.Phone,
                    Email = contact.Email is { } address ? new ProvenEmail(address, Key, now) : old.Data.Email,
                    Moving = null,
                    MovedFrom = old.Key,
                    Sessions = SessionCut.Before(now),
                },
                SignIn = SignIn.CodeSpent().SignedIn(now),
                Claim = contact.Email is null ? null : new EmailClaim(Key, now),
                AddHolders = old.Holders,
            },
            this
        );
    }
}
