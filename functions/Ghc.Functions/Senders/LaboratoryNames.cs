using System.Globalization;
using Azure;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Senders;

/// <summary>
/// What people call laboratories. All registered ones are one query, kept in memory, so that showing a result costs no read for its
/// laboratory; a new name shows on every instance after <see cref="Freshness"/>.
/// </summary>
public sealed partial class LaboratoryNames(SendersTable table, TimeProvider clock, ILogger<LaboratoryNames> logger)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    /// <summary>How long nobody asks again for names that could not be read.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private Known known = new(new Dictionary<string, Sender>(), DateTimeOffset.MinValue);

    /// <summary>
    /// Answers with the name of a laboratory in a language, or null if it is not registered. If the names cannot be read, those of before
    /// are used: nobody's code is withheld for want of the name of a laboratory.
    /// </summary>
    public async ValueTask<Func<string, string?>> InAsync(CultureInfo language, CancellationToken cancellation)
    {
        var read = known;
        if (clock.GetUtcNow() - read.At >= Freshness)
        {
            known = read = await ReadAsync(read, cancellation);
        }

        return id => read.Laboratories.GetValueOrDefault(id)?.NameIn(language);
    }

    private async Task<Known> ReadAsync(Known before, CancellationToken cancellation)
    {
        try
        {
            var laboratories = await table.ListAsync(SenderKind.Laboratory, cancellation);
            return new Known(laboratories.ToDictionary(laboratory => laboratory.Id), clock.GetUtcNow());
        }
        catch (Exception problem) when (problem is RequestFailedException or AggregateException)
        {
            // An AggregateException is how Azure.Core says that no try met a server.
            LogNotRead(problem);
            return before with { At = clock.GetUtcNow() - Freshness + Pause };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Names of laboratories not read; those of before are shown.")]
    private partial void LogNotRead(Exception problem);

    private sealed record Known(IReadOnlyDictionary<string, Sender> Laboratories, DateTimeOffset At);
}
