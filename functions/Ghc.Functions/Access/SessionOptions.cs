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
}

[OptionsValidator]
public sealed partial class SessionOptionsValidator : IValidateOptions<SessionOptions>;
