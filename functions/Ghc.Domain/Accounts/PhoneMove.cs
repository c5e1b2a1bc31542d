namespace Ghc.Domain.Accounts;

/// <summary>
/// Both sides were proven at <paramref name="At"/>, and the account goes to the phone or address with the key <paramref name="To"/>.
/// </summary>
public sealed record PhoneMove(string To, DateTimeOffset At)
{
    /// <summary>The members of the request that the codes stand in.</summary>
    public const string OldCode = "smsCode";
    public const string NewCode = "newSmsCode";
    public const string EmailCode = EmailClaim.CodeField;

    /// <summary>How long a marked move keeps others off: longer than any request takes.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(2);

    public bool HasLapsed(DateTimeOffset now) => At + Lapse <= now;

    public Refusal Busy(DateTimeOffset now) => new(RefusalCodes.TooManyRequests) { RetryAfter = At + Lapse - now };

    public static Refusal WrongCode(string field) => new(RefusalCodes.WrongSmsCode) { Errors = [new FieldError(field, "code.wrong")] };
}
