using Ghc.Functions.Colors;
using Ghc.Functions.Measures;

namespace Ghc.Functions.Explain;

/// <summary>What GET api/holders/{holderId}/assessment tells. Names and numbers are masked.</summary>
/// <param name="Registered">Whether an account shows this code.</param>
/// <param name="Timeline">The color of all times, by the facts known now and the rules that were in force at each time.</param>
/// <param name="Changes">What would change the color, reason by reason.</param>
public sealed record AssessmentAnswer(
    string HolderId,
    string? Name,
    string IdType,
    string IdNumber,
    bool Registered,
    string Color,
    IReadOnlyList<ReasonView> Reasons,
    string PolicyVersion,
    int PolicySequence,
    DateTimeOffset AssessedAt,
    DateTimeOffset? ChangesAt,
    IReadOnlyList<FactView> Facts,
    IReadOnlyList<SegmentView> Timeline,
    IReadOnlyList<ChangeView> Changes
)
{
    /// <summary>What a negative suspends for now: until when, and which test keeps it so. Absent if there is nothing of the kind.</summary>
    public IReadOnlyList<ReasonView>? Suspended { get; init; }
}

/// <summary>
/// A fact, with what it does to the color by the rules of now; null what its type does not have. What does not count has no effects, and
/// says why.
/// </summary>
/// <param name="Type">crossing, result, measure or unreadable-report.</param>
/// <param name="At">When it was: crossed, sampled, or from when it holds.</param>
public sealed record FactView(string Type, DateTimeOffset At, IReadOnlyList<EffectView> Effects)
{
    public string? Port { get; init; }

    public string? Direction { get; init; }

    public string? Name { get; init; }

    public string? Laboratory { get; init; }

    /// <summary>In the reader's language; null for a laboratory that is not registered.</summary>
    public string? LaboratoryName { get; init; }

    public string? Accession { get; init; }

    public int? Revision { get; init; }

    public string? Status { get; init; }

    public string? Assay { get; init; }

    public bool? Pooled { get; init; }

    public string? Result { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>What was wrong with the message, as codes of docs/messages.md.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    public string? MeasureId { get; init; }

    public string? Kind { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? LiftedAt { get; init; }

    public LegalReasonView? LegalReason { get; init; }

    /// <summary>
    /// Why it does not count: superseded, cancelled or moved (a result), lifted (a measure), or no-rule, if the policy gives it no color.
    /// Absent if it counts.
    /// </summary>
    public string? NotCounted { get; init; }
}

/// <param name="Rule">The part of the policy that says so, such as measures.exposure.</param>
/// <param name="End">Absent: until a test that has not been taken yet.</param>
public sealed record EffectView(string Reason, string Rule, string Color, DateTimeOffset From, DateTimeOffset? End, bool Active);

/// <param name="From">Absent: from the beginning of time.</param>
/// <param name="To">Absent: for good.</param>
/// <param name="Texts">The reasons in words.</param>
/// <param name="PolicyVersion">The rules that were in force then; of what is to come, those of now.</param>
public sealed record SegmentView(
    DateTimeOffset? From,
    DateTimeOffset? To,
    string Color,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Texts,
    bool Now,
    string PolicyVersion,
    int PolicySequence
);

/// <param name="EndsAt">When the reason ends by time alone, if it does.</param>
/// <param name="Tests">The tests that would end it sooner, if any would.</param>
public sealed record ChangeView(string Reason, string Text, DateTimeOffset? EndsAt, TestsView? Tests)
{
    /// <summary>When a reason that a negative suspends counts again, unless the tests are there by then.</summary>
    public DateTimeOffset? ReturnsAt { get; init; }
}

/// <param name="Negatives">So many are missing.</param>
public sealed record TestsView(int Negatives, DateTimeOffset SampledAfter, int HoursApart, bool SingleOnly);
