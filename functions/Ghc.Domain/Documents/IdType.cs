namespace Ghc.Domain.Documents;

/// <summary>The documents that a traveler can apply with. More may follow.</summary>
public enum IdType
{
    Passport,
    TaiwanPermit,
    HongKongMacaoPermit,
}

/// <summary>The texts of <see cref="IdType"/> in requests, messages and keys.</summary>
public static class IdTypes
{
    private static readonly Dictionary<string, IdType> ByText = Enum.GetValues<IdType>().ToDictionary(ToText, StringComparer.Ordinal);

    public static Outcome<IdType> Parse(string? text) =>
        text is not null && ByText.TryGetValue(text, out var type) ? type : Refusal.Invalid("", "id-type.unknown");

    public static string ToText(this IdType type) =>
        type switch
        {
            IdType.Passport => "passport",
            IdType.TaiwanPermit => "taiwan-permit",
            IdType.HongKongMacaoPermit => "hong-kong-macao-permit",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
}
