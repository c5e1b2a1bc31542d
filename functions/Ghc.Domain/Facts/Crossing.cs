using System.Text.Json.Serialization;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Facts;

public enum Direction
{
    Entry,
    Exit,
}

/// <summary>
/// An entry or exit at a border, with the name as the border read it from the document. <paramref name="Port"/> is empty if it was
/// unreadable.
/// </summary>
public sealed record Crossing(string Port, Direction Direction, DateTimeOffset CrossedAt, PersonName Name) : Fact
{
    /// <summary>The name in characters, which permits and some passports print beside the one in letters.</summary>
    public PersonName? NameInChinese { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Remarks Remarks { get; init; }

    public bool IsOf(PersonName name) => name.MatchesAny(NameInChinese is null ? [Name] : [Name, NameInChinese]);
}
