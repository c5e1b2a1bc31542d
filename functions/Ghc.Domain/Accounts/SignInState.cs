namespace Ghc.Domain.Accounts;

/// <summary>
/// What is remembered of a phone's attempts to sign in, whether or not it has an account, so that both look the same from outside. Wrong answers
/// survive a resend; codes and passwords are counted apart, so that somebody who guesses passwords does not keep the owner from signing in by text.
/// </summary>
public sealed record SignInState
{
    public static readonly SignInState New = new();

    /// <summary>How exactly <see cref="LastSignInAt"/> is kept: a password alone should hardly ever cost a write.</summary>
    public static readonly TimeSpan SignInGrain = TimeSpan.FromDays(30);

    public string? CodeHash { get; init; }

    public DateTimeOffset CodeExpiresAt { get; init; }

    public DateTimeOffset ResendAt { get; init; }

    public DateOnly SentOn { get; init; }

    public int SentThatDay { get; init; }

    public Tries CodeTries { get; init; } = Tries.None;

    public Tries PasswordTries { get; init; } = Tries.None;

    /// <summary>The latest text did not reach the phone.</summary>
    public DateTimeOffset? LastTextFailedAt { get; init; }

    /// <summary>A code that an officer handed over in person. It lives beside the one sent by text, and either can be typed.</summary>
    public string? AssistedHash { get; init; }

    public DateTimeOffset AssistedExpiresAt { get; init; }

    /// <summary>When both factors were last shown at once, as staff do.</summary>
    public DateTimeOffset? BothFactorsAt { get; init; }

    /// <summary>A sign-in; the last one was at most <see cref="SignInGrain"/> later.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    public Outcome<SignInState> SendCode(string codeHash, SignInLimits limits, DateTimeOffset now)
    {
        if (CodeHash is not null && ResendAt > now)
        {
            return new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = ResendAt - now };
        }

        var today = ChinaTime.DayOf(now);
        var sent = SentOn == today ? SentThatDay : 0;
        if (sent >= limits.CodesPerDay)
        {
            return new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = ChinaTime.StartOf(today.AddDays(1)) - now };
        }

        return this with
        {
            CodeHash = codeHash,
            CodeExpiresAt = now + limits.CodeLifetime,
            ResendAt = now + limits.ResendAfter,
            SentOn = today,
            SentThatDay = sent + 1,
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

    /// <summary>Whether to say so to whoever asks for the next one. After a day it says nothing of today.</summary>
    public bool TextFailedBefore(SignInLimits limits, DateTimeOffset now) => LastTextFailedAt + limits.Memory > now;

    /// <summary>Wrong codes are forgiven, because the officer has seen who it is.</summary>
    public SignInState Assist(string codeHash, DateTimeOffset expiresAt) =>
        this with { AssistedHash = codeHash, AssistedExpiresAt = expiresAt, CodeTries = Tries.None };

    public SignInState CodeFailed(SignInLimits limits, DateTimeOffset now) => this with { CodeTries = CodeTries.Failed(limits, now) };

    public SignInState PasswordFailed(SignInLimits limits, DateTimeOffset now) => this with { PasswordTries = PasswordTries.Failed(limits, now) };

    /// <summary>The latest moment at which this mattered or will matter: a code, a wrong answer, a lock.</summary>
    public DateTimeOffset LastUse() => new[]
    {
        CodeExpiresAt, AssistedExpiresAt, LastTextFailedAt,
        CodeTries.LastFailureAt, CodeTries.LockedUntil, PasswordTries.LastFailureAt, PasswordTries.LockedUntil,
    }.Max()!.Value;

    /// <summary>A code lets somebody in once, and with it the other one is over.</summary>
    public SignInState CodeSpent() => this with { CodeHash = null, AssistedHash = null, CodeTries = Tries.None, LastTextFailedAt = null };

    public SignInState SignedIn(DateTimeOffset now) => LastSignInAt + SignInGrain > now ? this : this with { LastSignInAt = now };

    public SignInState PasswordAccepted() => this with { PasswordTries = Tries.None };
}
