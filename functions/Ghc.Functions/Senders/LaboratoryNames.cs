using System.Globalization;

namespace Ghc.Functions.Senders;

/// <summary>
/// What people call laboratories. All registered ones are one query, kept in memory, so that showing a result costs no read for its laboratory; a new name shows on every instance
/// after <see cref="Freshness"/>.
/// </summary>
public sealed class LaboratoryNames(SendersTable table, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private Known known = new(new Dictionary<string, Sender>(), DateTimeOffset.MinValue);

    /// <summary>Answers with the name of a laboratory in a language, or null if it is not registered.</summary>
    public async ValueTask<Func<string, string?>> InAsync(CultureInfo language, CancellationToken cancellation)
    {
        var read = known;
        if (clock.GetUtcNow() - read.At >= Freshness)
        {
            var laboratories = await table.ListAsync(SenderKind.Laboratory, cancellation);
            known = read = new Known(laboratories.ToDictionary(laboratory => laboratory.Id), clock.GetUtcNow());
        }

        return id => read.Laboratories.GetValueOrDefault(id)?.NameIn(language);
    }

    private sealed record Known(IReadOnlyDictionary<string, Sender> Laboratories, DateTimeOffset At);
}
