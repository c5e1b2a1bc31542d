namespace Ghc.Functions.Access;

public enum SignInMethod
{
    SmsCode,

    /// <summary>By a code that an officer handed over.</summary>
    Assisted,
    Password,

    /// <summary>By a code sent by e-mail, with or without the password: never more than a traveler's session.</summary>
    EmailCode,

    /// <summary>By a passkey alone.</summary>
    Passkey,

    /// <summary>By a text code and the password.</summary>
    Both,

    /// <summary>By a passkey and the password.</summary>
    PasskeyAndPassword,
}

public static class SignInMethods
{
    public static bool IsBothFactors(this SignInMethod method) => method is SignInMethod.Both or SignInMethod.PasskeyAndPassword;
}

/// <summary>
/// Proof that a caller signed in. It is abstract and only <see cref="Sessions"/> has a type of it, so code that takes a Session cannot be
/// called without a verified token. No record: <c>with</c> would make another one, and ToString would write its keys into logs.
/// </summary>
public abstract class Session
{
    private protected Session() { }

    public abstract string PhoneKey { get; }

    /// <summary>The holder whose own phone this is; null before the first application (staff).</summary>
    public abstract string? HolderId { get; }

    /// <summary>Empty unless both factors were shown.</summary>
    public abstract IReadOnlyList<string> Roles { get; }

    public abstract SignInMethod Method { get; }

    public bool HasBothFactors => Method.IsBothFactors();

    public abstract string Id { get; }

    /// <summary>To the millisecond, because "older than the last password change" is decided by it.</summary>
    public abstract DateTimeOffset IssuedAt { get; }

    public abstract DateTimeOffset ExpiresAt { get; }
}

/// <summary>Proof that an inspector is at work at one place. Made like <see cref="Session"/>, and never taken for one.</summary>
public abstract class Shift
{
    private protected Shift() { }

    public abstract string PhoneKey { get; }

    public abstract string PlaceId { get; }

    public abstract string PlaceName { get; }

    public abstract string Id { get; }

    public abstract DateTimeOffset IssuedAt { get; }

    public abstract DateTimeOffset ExpiresAt { get; }
}
