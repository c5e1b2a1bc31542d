using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Senders;

/// <summary>Sections <c>Laboratories</c> and <c>Borders</c>.</summary>
public sealed class SenderOptions
{
    /// <summary>
    /// Whether messages of senders that are not registered are dead-lettered. Off, anybody who may send to the queue may send in a name
    /// that nobody registered.
    /// </summary>
    public bool RequireRegistration { get; set; }

    /// <summary>Calls that hand in messages over HTTP, for each sender and instance.</summary>
    [Range(1, 100_000)]
    public int CallsPerMinute { get; set; } = 120;

    public static string Section(SenderKind kind) => kind == SenderKind.Laboratory ? "Laboratories" : "Borders";
}

[OptionsValidator]
public sealed partial class SenderOptionsValidator : IValidateOptions<SenderOptions>;
