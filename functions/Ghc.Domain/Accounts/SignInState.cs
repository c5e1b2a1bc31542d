namespace Ghc.Domain.Accounts;

/// <summary>
/// What is remembered of a phone's attempts to sign in, whether or not it has an account, so that both look the same from outside. Wrong
/// answers survive a resend; codes and passwords are counted apart, so that somebody who guesses passwords does not keep the owner from
/// signing in by text. Devices that signed in before have counts of their own, so that a stranger who guesses does not lock the owner out
/// (docs/adr/0019).
/// </summary>
public sealed record SignInState
{
    public static readonly SignInState New = new();

    /// <summary>How exactly <see cref="LastSignInAt"/> is kept: a password alone should hardly ever cost a write.</summary>
    public static readonly TimeSpan SignInGrain = TimeSpan.FromDays(7);

    public string? CodeHash { get; init; }

    public DateTimeOffset CodeExpiresAt { get; init; }

    public DateTimeOffset ResendAt { get; init; }

    /// <summary>The day in China of the counts below.</summary>
    public DateOnly SentOn { get; init; }

    /// <summary>Codes that devices not seen before asked for since one was last used.</summary>
    public int SentThatDay { get; init; }

    /// <summary>The same, of devices that signed in before.</summary>
    public int SentToKnownThatDay { get; init; }

    /// <summary>Codes of the day, used ones too.</summary>
    public int SentInAllThatDay { get; init; }

    public Tries CodeTries { get; init; } = Tries.None;

    public Tries PasswordTries { get; init; } = Tries.None;

    /// <summary>Wrong codes from devices that signed in before.</summary>
    public Tries KnownCodeTries { get; init; } = Tries.None;

    /// <summary>Wrong passwords from devices that signed in before.</summary>
    public Tries KnownPasswordTries { get; init; } = Tries.None;

    /// <summary>Identities that were refused today, by a hash of each.</summary>
    public DayCount? RefusedIdentities { get; init; }

    /// <summary>Asked of the owner because another phone wants to show one of the account's documents; null if nobody asked.</summary>
    public ConsentRequest? Consent { get; init; }

    /// <summary>Devices that may show codes without signing in.</summary>
    public IReadOnlyList<Device> Devices { get; init; } = [];

    /// <summary>Keys of the owner's devices, for staff.</summary>
    public IReadOnlyList<Passkey> Passkeys { get; init; } = [];

    /// <summary>Challenges for passkeys that were answered and have not run out.</summary>
    public IReadOnlyList<UsedChallenge> UsedChallenges { get; init; } = [];

    /// <summary>The latest text did not reach the phone.</summary>
    public DateTimeOffset? LastTextFailedAt { get; init; }

    /// <summary>A code that an officer handed over in person. It lives beside the one sent by text, and either can be typed.</summary>
    public string? AssistedHash { get; init; }

    public DateTimeOffset AssistedExpiresAt { get; init; }

    /// <summary>When both factors were last shown at once, as staff do.</summary>
    public DateTimeOffset? BothFactorsAt { get; init; }

    /// <summary>A sign-in; the last one was at most <see cref="SignInGrain"/> later.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <param name="known">Whether a device asks that signed in before.</param>
    public Outcome<SignInState> SendCode(string codeHash, bool known, SignInLimits limits, DateTimeOffset now)
    {
        if (CodeHash is not null && ResendAt > now)
        {
            return new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = ResendAt - now };
        }

        var today = ChinaTime.DayOf(now);
        var state = SentOn == today ? this : this with { SentThatDay = 0, SentToKnownThatDay = 0, SentInAllThatDay = 0 };
        if (
            (known ? state.SentToKnownThatDay : state.SentThatDay) >= limits.CodesPerDay
            || state.SentInAllThatDay >= limits.MostCodesPerDay
        )
        {
            return DayCount.UsedUp(now);
        }

        return state with
        {
            CodeHash = codeHash,
            CodeExpiresAt = now + limits.CodeLifetime,
            ResendAt = now + limits.ResendAfter,
            SentOn = today,
            SentThatDay = state.SentThatDay + (known ? 0 : 1),
            SentToKnownThatDay = state.SentToKnownThatDay + (known ? 1 : 0),
            SentInAllThatDay = state.SentInAllThatDay + 1,
            LastTextFailedAt = null,
        };
    }

    /// <summary>The hash to compare an answer with; null if there is no code that still counts.</summary>
    public string? LiveCodeHash(DateTimeOffset now) => CodeExpiresAt > now ? CodeHash : null;

    /// <summary>The hash of an officer's code; null if there is none that still counts.</summary>
    public string? LiveAssistedHash(DateTimeOffset now) => AssistedExpiresAt > now ? AssistedHash : null;

    /// <summary>
    /// Waiting for a text that will not come helps nobody, so the wait is waived; the codes of the day stay counted. A report about a text
    /// from before the latest code says nothing about that one, and of a phone of which nothing is known nothing is remembered.
    /// </summary>
    public SignInState TextFailed(DateTimeOffset queuedAt, SignInLimits limits, DateTimeOffset now) =>
        this == New || queuedAt + limits.ResendAfter < ResendAt ? this : this with { LastTextFailedAt = now, ResendAt = now };

    /// <summary>Whether to say so when the next one is asked for. After a day it says nothing of today.</summary>
    public bool TextFailedBefore(SignInLimits limits, DateTimeOffset now) => LastTextFailedAt + limits.Memory > now;

    /// <summary>Wrong codes are forgiven, because the officer has seen who it is.</summary>
    public SignInState Assist(string codeHash, DateTimeOffset expiresAt) =>
        this with
        {
            AssistedHash = codeHash,
            AssistedExpiresAt = expiresAt,
            CodeTries = Tries.None,
        };

    public Refusal? CodeLocked(bool known, DateTimeOffset now) => (known ? KnownCodeTries : CodeTries).Locked(now);

    public Refusal? PasswordLocked(bool known, DateTimeOffset now) => (known ? KnownPasswordTries : PasswordTries).Locked(now);

    /// <summary>
    /// Where no code is outstanding nothing can be guessed, so nothing is counted: nobody is locked out by a stranger who sends wrong codes
    /// all day, nor by a second tap that sends the right one again.
    /// </summary>
    public SignInState CodeFailed(bool known, SignInLimits limits, DateTimeOffset now) =>
        LiveCodeHash(now) is null && LiveAssistedHash(now) is null ? this
        : known ? this with { KnownCodeTries = KnownCodeTries.Failed(limits, now) }
        : this with { CodeTries = CodeTries.Failed(limits, now) };

    public SignInState PasswordFailed(bool known, SignInLimits limits, DateTimeOffset now) =>
        known
            ? this with
            {
                KnownPasswordTries = KnownPasswordTries.Failed(limits, now),
            }
            : this with
            {
                PasswordTries = PasswordTries.Failed(limits, now),
            };

    /// <summary>The latest moment at which this mattered or will matter: a code, a wrong answer, a lock.</summary>
    public DateTimeOffset LastUse()
    {
        Tries[] tries = [CodeTries, PasswordTries, KnownCodeTries, KnownPasswordTries];
        DateTimeOffset?[] times =
        [
            CodeExpiresAt,
            AssistedExpiresAt,
            LastTextFailedAt,
            Consent?.ExpiresAt,
            .. tries.Select(each => each.LastFailureAt),
            .. tries.Select(each => each.LockedUntil),
        ];
        return times.Max()!.Value;
    }

    /// <summary>
    /// A code works once, and using it ends the other one too. It proves that the person has the phone, so the count of codes for the day
    /// starts anew.
    /// </summary>
    public SignInState CodeSpent() =>
        this with
        {
            CodeHash = null,
            AssistedHash = null,
            CodeTries = Tries.None,
            KnownCodeTries = Tries.None,
            LastTextFailedAt = null,
            SentThatDay = 0,
            SentToKnownThatDay = 0,
        };

    public SignInState SignedIn(DateTimeOffset now) => LastSignInAt + SignInGrain > now ? this : this with { LastSignInAt = now };

    /// <summary>Signed in on a device that is to go on showing codes. One that was seen today is there as it is.</summary>
    public SignInState OnDevice(Device device) =>
        Devices.Any(known => known.Id == device.Id && known.SeenAt + Device.SeenGrain > device.SeenAt)
            ? this
            : this with
            {
                Devices =
                [
                    .. Devices.Where(known => known.Id != device.Id).OrderBy(known => known.SeenAt).TakeLast(Device.Most - 1),
                    device,
                ],
            };

    /// <summary>The device showed a code. Nothing if it is not among them any more.</summary>
    public SignInState DeviceSeen(string id, DateTimeOffset now) =>
        this with
        {
            Devices = [.. Devices.Select(known => known.Id == id ? known with { SeenAt = now } : known)],
        };

    public SignInState WithoutDevice(string id) => this with { Devices = [.. Devices.Where(known => known.Id != id)] };

    /// <summary>An answer to a challenge counts once; null if it was given before.</summary>
    public SignInState? UseChallenge(UsedChallenge used, DateTimeOffset now) =>
        UsedChallenges.Any(other => other.Id == used.Id)
            ? null
            : this with
            {
                UsedChallenges = [.. UsedChallenges.Where(other => other.ExpiresAt > now), used],
            };

    /// <summary>A new passkey, or one with what its latest use changed.</summary>
    public SignInState WithPasskey(Passkey passkey) =>
        this with
        {
            Passkeys = [.. Passkeys.Where(other => other.Id != passkey.Id), passkey],
        };

    public SignInState WithoutPasskey(string id) => this with { Passkeys = [.. Passkeys.Where(passkey => passkey.Id != id)] };

    public SignInState PasswordAccepted() => this with { PasswordTries = Tries.None, KnownPasswordTries = Tries.None };

    /// <summary>
    /// Counts a refused identity, by <paramref name="id"/>, until <paramref name="limit"/> others were refused today. The same one again
    /// counts once.
    /// </summary>
    public Decision<SignInState, bool> IdentityRefused(string id, int limit, DateTimeOffset now)
    {
        var before = RefusedIdentities ?? DayCount.None;
        return before.HasToday(id, now) ? true
            : before.Add(id, limit, now) is { } counted ? Decision.Write(this with { RefusedIdentities = counted }, true)
            : DayCount.UsedUp(now);
    }

    /// <summary>
    /// Whether one request may name all of these identities: no more than could still be refused today. Else whether somebody was
    /// registered would tell what is not told any more.
    /// </summary>
    public Outcome<bool> MayName(IReadOnlyCollection<string> ids, int limit, DateTimeOffset now)
    {
        IReadOnlyList<string> today = RefusedIdentities is { } count && count.Day == ChinaTime.DayOf(now) ? count.Ids : [];
        return ids.Except(today).Count() > limit - today.Count ? DayCount.UsedUp(now) : true;
    }

    /// <summary>Counts several refused identities; the answer is those that may be told.</summary>
    public Decision<SignInState, HashSet<string>> IdentitiesRefused(IEnumerable<string> ids, int limit, DateTimeOffset now)
    {
        var (state, told) = (this, new HashSet<string>(StringComparer.Ordinal));
        foreach (var id in ids)
        {
            var (next, answer) = state.IdentityRefused(id, limit, now);
            state = next ?? state;
            if (!answer.Refused(out _, out _))
            {
                told.Add(id);
            }
        }

        return new(ReferenceEquals(state, this) ? null : state, told);
    }
}
