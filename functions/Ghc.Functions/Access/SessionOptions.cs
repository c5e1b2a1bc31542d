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

    /// <summary>How long a device shows codes after it last did so without signing in.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "60.00:00:00")]
    public TimeSpan PassLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long it does so at most after it signed in.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "180.00:00:00")]
    public TimeSpan LongestPass { get; set; } = TimeSpan.FromDays(60);

    public TimeSpan LifetimeOf(TokenKind kind) =>
        kind switch
        {
            TokenKind.Session => Lifetime,
            TokenKind.Shift => ShiftLifetime,
            TokenKind.Device => DeviceLifetime,
            TokenKind.Pass => PassLifetime,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}

[OptionsValidator]
public sealed partial class SessionOptionsValidator : IValidateOptions<SessionOptions>;
