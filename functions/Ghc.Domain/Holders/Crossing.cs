using Ghc.Domain.Colors;
using Ghc.Domain.Documents;

namespace Ghc.Domain.Holders;

public enum Direction
{
    Entry,
    Exit,
}

/// <summary>An entry or exit at a border, with the name as the border read it from the document.</summary>
public sealed record Crossing(string Port, Direction Direction, DateTimeOffset CrossedAt, PersonName Name) : Fact;
