using Ghc.Domain.Colors;

namespace Ghc.Functions.Measures;

/// <summary>Somebody who was at the place of an exposure.</summary>
public sealed record ExposedPerson(string HolderId)
{
    /// <summary>The color when they were counted; null if they were found later.</summary>
    public Color? Before { get; init; }

    /// <summary>What the color would have been under the measure.</summary>
    public Color? After { get; init; }

    /// <summary>The batch in which they were counted. A batch that is done again counts the same people, and nobody twice.</summary>
    public string? CountedIn { get; init; }

    public DateTimeOffset? MarkedAt { get; init; }

    /// <summary>The batch in which they got the measure, as <see cref="CountedIn"/>.</summary>
    public string? MarkedIn { get; init; }

    /// <summary>Whether a text was sent: nobody is told of a document that nobody applied with.</summary>
    public bool Told { get; init; }
}
