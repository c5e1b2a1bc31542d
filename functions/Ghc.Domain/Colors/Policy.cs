using System.Text.Json.Nodes;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;

namespace Ghc.Domain.Colors;

/// <summary>
/// One version of the color rules: data, with its own examples. Each fact gives spans of its own (<see cref="Span"/>), the worst span that
/// covers a time is the color of that time (<see cref="Timeline"/>). Pure, total and independent of the order of facts.
/// </summary>
public sealed class Policy
{
    /// <summary>The pack of a new installation.</summary>
    public const string DefaultPack = "7+3";

    private readonly Rules rules;
    private readonly IReadOnlyList<Example> examples;

    internal Policy(string version, DateTimeOffset effectiveFrom, Rules rules, IReadOnlyList<Example> examples, string json)
    {
        Version = version;
        EffectiveFrom = effectiveFrom;
        Json = json.Trim();
        this.rules = rules;
        this.examples = examples;
    }

    public static IReadOnlyList<string> PackNames => Packs.Names;

    public string Version { get; }

    public DateTimeOffset EffectiveFrom { get; }

    /// <summary>The text it was parsed from.</summary>
    public string Json { get; }

    /// <summary>Whether both decide alike: what a pack is called, where it comes from and how it proves itself is not compared.</summary>
    public bool HasTheRulesOf(Policy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return JsonNode.DeepEquals(RulesOf(Json), RulesOf(other.Json));
    }

    /// <summary>The names of the examples, for the reviewers of a new version.</summary>
    public IReadOnlyList<string> ExampleNames => [.. examples.Select(e => e.Name)];

    /// <summary>
    /// Refused with <c>invalid-policy</c>; each error names the JSON path, such as <c>measures.exposure.release.hoursApart</c>.
    /// </summary>
    public static Outcome<Policy> Parse(string json) => PolicyReader.Read(json);

    /// <summary>A pack that ships with the product, one of <see cref="PackNames"/>.</summary>
    public static Policy Pack(string name) => Packs.Get(name);

    public Assessment Assess(IReadOnlyList<Fact> facts, DateTimeOffset now) => Schedule(facts).At(now);

    public Schedule Schedule(IReadOnlyList<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new(Version, Timeline.Of(rules.Causes(facts).Select(cause => cause.Span)));
    }

    /// <summary>
    /// When a measure ends by the policy if nobody gives an end; null if the policy leaves that to the officer, or knows no color for it.
    /// </summary>
    public DateTimeOffset? EndOf(MeasureKind kind, DateTimeOffset from) =>
        rules.Measures.TryGetValue(kind, out var rule) ? rule.EndOf(from) : null;

    /// <summary>
    /// What each fact does to the color, past and to come, in the order of time; what is in force at <paramref name="now"/> with the tests
    /// that would end it.
    /// </summary>
    public IReadOnlyList<Influence> Explain(IReadOnlyList<Fact> facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var negatives = rules.NegativesOf(EffectiveResults.Of(facts));
        return
        [
            .. rules
                .Causes(facts)
                .Where(cause => !cause.Span.IsEmpty)
                .OrderBy(cause => cause.Span.From)
                .ThenBy(cause => cause.Span.Code, StringComparer.Ordinal)
                .Select(cause => Influence.Of(cause, negatives, now)),
        ];
    }

    private static JsonObject RulesOf(string json)
    {
        var pack = JsonNode.Parse(json)!.AsObject();
        foreach (var name in (string[])["version", "effectiveFrom", "sources", "examples"])
        {
            pack.Remove(name);
        }

        return pack;
    }

    /// <summary>
    /// Empty if the policy does what its own examples say; it must be before the policy is published. Here the problem of an error is prose
    /// for the officer who wrote the policy, not the key of a text.
    /// </summary>
    public IReadOnlyList<FieldError> CheckExamples() => [.. examples.SelectMany((e, i) => e.Check(this, $"examples[{i}]"))];
}
