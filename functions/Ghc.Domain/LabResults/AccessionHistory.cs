namespace Ghc.Domain.LabResults;

/// <summary>
/// One message about an accession. <paramref name="Content"/> tells two messages of one revision apart, <paramref name="Id"/> two
/// deliveries.
/// </summary>
public sealed record Arrival(int Revision, string DocumentKey, string Content, string Id)
{
    public bool SaysTheSameAs(Arrival other) =>
        other is not null && (Revision, DocumentKey, Content) == (other.Revision, other.DocumentKey, other.Content);
}

/// <summary>What has become of a message.</summary>
public enum Standing
{
    Accepted,

    /// <summary>Accepted, beside another message of the same revision that says something else: a laboratory's mistake.</summary>
    Contradicted,

    /// <summary>Accepted, beside a message of the same revision about another document: the laboratory used the accession twice.</summary>
    Conflict,

    Superseded,
}

/// <summary>
/// All messages of one accession, whatever document they name: a revision is an identity over all documents. Everything here follows from
/// the set of messages alone, never from their order.
/// </summary>
public sealed record AccessionHistory(IReadOnlyList<Arrival> Arrivals)
{
    /// <summary>
    /// A row holds this many with room to spare. Those with the lowest revisions are forgotten first: whatever they name was moved before.
    /// </summary>
    public const int MaxKept = 32;

    public static readonly AccessionHistory Empty = new([]);

    /// <summary>
    /// When the last message was recorded. The next is recorded later than that, even by a machine whose clock runs behind: else the newest
    /// word on a message would not be the last.
    /// </summary>
    public DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset NextAfter(DateTimeOffset now) => now > RecordedAt ? now : RecordedAt.AddTicks(1);

    public int Highest => Arrivals.Count == 0 ? 0 : Arrivals.Max(arrival => arrival.Revision);

    public Arrival? Find(Arrival arrival) => Arrivals.FirstOrDefault(known => known.SaysTheSameAs(arrival));

    public AccessionHistory With(Arrival arrival) => Find(arrival) is null ? this with { Arrivals = [.. Arrivals, arrival] } : this;

    public AccessionHistory Trimmed() =>
        Arrivals.Count <= MaxKept
            ? this
            : this with
            {
                Arrivals =
                [
                    .. Arrivals
                        .OrderByDescending(arrival => arrival.Revision)
                        .ThenBy(arrival => arrival.Content, StringComparer.Ordinal)
                        .Take(MaxKept),
                ],
            };

    /// <summary>Null for a message that did not come.</summary>
    public Standing? StandingOf(Arrival arrival) =>
        Find(arrival) is not { } known ? null
        : known.Revision < Highest ? Standing.Superseded
        : Arrivals.Any(other => other.Revision == Highest && other.DocumentKey != known.DocumentKey) ? Standing.Conflict
        : Arrivals.Count(other => other.Revision == Highest) > 1 ? Standing.Contradicted
        : Standing.Accepted;

    /// <summary>
    /// The documents in which a lower revision must no longer count, because the highest one names another document. If messages of the
    /// highest revision name several, each is moved from all of them: then a positive still holds, and a negative only where its name is
    /// known (<see cref="EffectiveResults"/>).
    /// </summary>
    public IReadOnlyList<(string From, string To)> Moves()
    {
        var highest = Highest;
        var named = Arrivals.Where(arrival => arrival.Revision == highest).Select(arrival => arrival.DocumentKey).ToHashSet();
        return
        [
            .. from key in Arrivals.Select(arrival => arrival.DocumentKey).Distinct().Order(StringComparer.Ordinal)
            from other in named.Order(StringComparer.Ordinal)
            where other != key
            select (key, other),
        ];
    }
}
