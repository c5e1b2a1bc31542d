using System.Text.Json;
using Ghc.Domain.Measures;

namespace Ghc.Domain.Colors;

/// <summary>The stable codes of <see cref="Reason"/>; texts and guidance are found by them.</summary>
public static class ReasonCodes
{
    public const string InboundRed = "inbound-red";
    public const string InboundYellow = "inbound-yellow";
    public const string Positive = "positive";
    public const string PooledPositive = "pooled-positive";
    public const string Inconclusive = "inconclusive";

    private static readonly IReadOnlyDictionary<MeasureKind, string> Kinds = Enum.GetValues<MeasureKind>()
        .ToDictionary(kind => kind, kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));

    /// <summary>Every code that any pack can give, so that a missing text is found by a test.</summary>
    public static IReadOnlyList<string> All { get; } =
    [InboundRed, InboundYellow, Positive, PooledPositive, Inconclusive, .. Kinds.Keys.Select(Of)];

    public static string Of(MeasureKind kind) => $"measure-{NameOf(kind)}";

    /// <summary>The part of a pack that gives the reason, such as <c>measures.close-contact</c>.</summary>
    public static string RuleOf(string code) =>
        code switch
        {
            InboundRed or InboundYellow => "inbound",
            PooledPositive => "pooledPositive",
            _ => code.StartsWith("measure-", StringComparison.Ordinal) ? $"measures.{code["measure-".Length..]}" : code,
        };

    /// <summary>The kind as messages and packs spell it, such as <c>close-contact</c>.</summary>
    public static string NameOf(MeasureKind kind) => Kinds[kind];
}
