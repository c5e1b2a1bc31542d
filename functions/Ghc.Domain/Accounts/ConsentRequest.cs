namespace Ghc.Domain.Accounts;

/// <summary>
/// Another phone or address wants to show a document of this account, and its owner was sent a code to hand over.
/// <paramref name="For"/> names that one and the document, so that a code given to one is of no use to another.
/// </summary>
/// <param name="By">The phone or address that asked, to be told if an officer releases the document instead.</param>
/// <param name="Day">The texts of this kind on that day in China, each by its time.</param>
public sealed record ConsentRequest(
    string For,
    Contact By,
    string CodeHash,
    DateTimeOffset SentAt,
    DateTimeOffset ExpiresAt,
    Tries Tries,
    DayCount Day
)
{
    private static Refusal WrongCode => new(RefusalCodes.WrongSmsCode) { Errors = [new FieldError("consentCode", "code.wrong")] };

    /// <summary>Texts of this kind that a phone gets on one day: a stranger makes us send them.</summary>
    public const int MostPerDay = 5;

    /// <summary>Asks again, or for another; refused while the last one is young or the day's texts are used up.</summary>
    public static Outcome<ConsentRequest> Ask(
        ConsentRequest? before,
        string asker,
        Contact by,
        string codeHash,
        SignInLimits limits,
        DateTimeOffset now
    )
    {
        if (before is not null && before.SentAt + limits.ResendAfter > now)
        {
            return new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = before.SentAt + limits.ResendAfter - now };
        }

        return (before?.Day ?? DayCount.None).Add($"{now.ToUnixTimeMilliseconds()}", MostPerDay, now) is { } day
            ? new ConsentRequest(asker, by, codeHash, now, now + limits.CodeLifetime, Tries.None, day)
            : DayCount.UsedUp(now);
    }

    /// <summary>Whether the owner consented to <paramref name="subject"/>; a wrong answer is counted.</summary>
    /// <param name="matches">Compares the answer with the hash of a code; null is no code.</param>
    public static Decision<SignInState, bool> Check(
        SignInState owner,
        string subject,
        Func<string?, bool> matches,
        SignInLimits limits,
        DateTimeOffset now
    )
    {
        if (owner.Consent is not { } asked || asked.For != subject)
        {
            return WrongCode;
        }

        return asked.Tries.Locked(now) is { } locked ? locked
            : matches(asked.LiveHash(subject, now)) ? true
            : new Decision<SignInState, bool>(owner with { Consent = asked with { Tries = asked.Tries.Failed(limits, now) } }, WrongCode);
    }

    /// <summary>
    /// The hash to compare an answer of <paramref name="asker"/> with; null if nothing was asked for them, or it has expired.
    /// </summary>
    public string? LiveHash(string asker, DateTimeOffset now) =>
        For == asker && ExpiresAt > now && Tries.Locked(now) is null ? CodeHash : null;
}
