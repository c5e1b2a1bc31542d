using System.Text.Json;
using System.Text.Json.Serialization;
using Ghc.Domain.Colors;

namespace Ghc.Domain.Policies;

public enum PolicyState
{
    /// <summary>One officer put it forward; it decides nothing.</summary>
    Proposed,

    /// <summary>
    /// A second officer approved it; it decides from <see cref="PolicyVersion.EffectiveAt"/> on, until a later one does. Unless somebody
    /// went back before.
    /// </summary>
    Published,
}

/// <summary>One version of the rules. Versions are only ever added; going back publishes an old text again under a new number.</summary>
/// <param name="Sequence">Counts up; 0 is the pack that the installation came with.</param>
public sealed record PolicyVersion(
    int Sequence,
    [property: JsonConverter(typeof(RawJson))] string Pack,
    PolicyState State,
    string ProposedBy,
    DateTimeOffset ProposedAt
)
{
    /// <summary>From approval to effect: longer than any instance of the app goes without reading the versions.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromSeconds(30);

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? EffectiveAt { get; init; }

    /// <summary>From when on the proposer wants it to decide; null for at once. The approver may name another day.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>Until when a proposal waits for a second officer; null if it is none.</summary>
    [JsonIgnore]
    public DateTimeOffset? ApprovableUntil => State == PolicyState.Proposed ? ProposedAt + ProposalLasts : null;

    private static readonly TimeSpan ProposalLasts = TimeSpan.FromDays(7);

    /// <summary>The sweep that counts what the proposal would change.</summary>
    public string? TrialSweepId { get; init; }

    /// <summary>The sweep that brings it to everyone.</summary>
    public string? SweepId { get; init; }

    /// <summary>The version that somebody left by this one: it was wrong, and nobody goes back to it.</summary>
    public int? Leaves { get; init; }

    /// <summary>
    /// The versions that were still to come when somebody went back by this one: they never come, not on their day either.
    /// </summary>
    public IReadOnlyList<int>? Cancels { get; init; }

    /// <summary>
    /// What decides, one after another: published and not cancelled, by the time of effect and then by number. Numbers are those of
    /// proposals, so that what was proposed first may come last.
    /// </summary>
    public static IReadOnlyList<PolicyVersion> InOrderOfEffect(IEnumerable<PolicyVersion> versions)
    {
        var published = versions.Where(version => version.State == PolicyState.Published).ToList();
        var cancelled = published.SelectMany(version => version.Cancels ?? []).ToHashSet();
        return
        [
            .. published
                .Where(version => !cancelled.Contains(version.Sequence))
                .OrderBy(version => version.EffectiveAt)
                .ThenBy(version => version.Sequence),
        ];
    }

    /// <summary>The number of the next version, where these are all, oldest first.</summary>
    public static int NextNumber(IReadOnlyList<PolicyVersion> versions) => versions is [.., var last] ? last.Sequence + 1 : 1;

    public Policy Parse() =>
        Policy.Parse(Pack).Refused(out var refusal, out var policy)
            ? throw new InvalidOperationException($"Policy version {Sequence} does not parse: {refusal.Errors[0].Field}.")
            : policy;
}

/// <summary>
/// JSON within JSON as it stands. As a string every quotation mark and Chinese character would take six bytes, and the largest policy would
/// not fit a row.
/// </summary>
public sealed class RawJson : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}
