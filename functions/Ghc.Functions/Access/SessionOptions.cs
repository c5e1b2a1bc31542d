using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Access;

/// <summary>Section "Sessions".</summary>
public sealed class SessionOptions
{
    public const string Section = "Sessions";

    /// <summary>How long a session is valid.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A working day at the gate: nobody wants to sign in in the middle of a queue.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ShiftLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a device that signed in keeps tries of its own.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromDays(180);

    public TimeSpan LifetimeOf(TokenKind kind) => kind switch
    {
        TokenKind.Session => Lifetime,
        TokenKind.Shift => ShiftLifetime,
        TokenKind.Device => DeviceLifetime,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

[OptionsValidator]
public sealed partial class SessionOptionsValidator : IValidateOptions<SessionOptions>;
