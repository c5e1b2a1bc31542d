namespace Ghc.Domain.Accounts;

/// <summary>
/// Stands at an address and says where its account is: at a phone, or at the address itself. It only says where to look: an account that
/// does not name the address has left it, or never got so far.
/// </summary>
public sealed record EmailClaim(string AccountKey, DateTimeOffset At)
{
    /// <summary>The member of requests that the code of a new address stands in.</summary>
    public const string CodeField = "emailCode";

    /// <summary>How long a claim that its account does not confirm keeps others off: longer than any request takes.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(2);

    public static Refusal WrongCode(string field) => new(RefusalCodes.WrongEmailCode) { Errors = [new FieldError(field, "code.wrong")] };

    public bool HasLapsed(DateTimeOffset now) => At + Lapse <= now;

    public Refusal Busy(DateTimeOffset now) => new(RefusalCodes.TooManyRequests) { RetryAfter = At + Lapse - now };
}
