using System.Globalization;

namespace Ghc.Domain;

/// <summary>
/// What is wrong with one field. <paramref name="Problem"/> is the key of a text (<c>field.{Problem}</c>), not the text itself.
/// </summary>
public sealed record FieldError(string Field, string Problem)
{
    /// <summary>What the text has places for.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>
/// An expected failure, as a value. <paramref name="Code"/> is stable and part of the contract; its HTTP status and its text belong to the
/// function app.
/// </summary>
public sealed record Refusal(string Code)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>When the same call may be tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The parts of a rule that were not met, such as those of the password rule.</summary>
    public IReadOnlyList<string> Unmet { get; init; } = [];

    /// <summary>The proposal that another officer may approve.</summary>
    public string? MeasureId { get; init; }

    /// <summary>What became of everybody on a form for several people.</summary>
    public IReadOnlyList<MemberOutcome> Members { get; init; } = [];

    public static Refusal Invalid(string field, string problem, params IReadOnlyList<string> values) =>
        new(RefusalCodes.InvalidRequest) { Errors = [new(field, problem) { Values = values }] };

    /// <summary>A limit that is not named makes people try until it fits.</summary>
    public static Refusal OutOfRange(string field, string problem, int least, int most) =>
        Invalid(field, problem, least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));

    public static Refusal NotOneOf(string field, IEnumerable<string> allowed) => Invalid(field, "one-of", string.Join(", ", allowed));

    /// <summary>The same refusal seen from outside: its fields lie below <paramref name="field"/>.</summary>
    public Refusal Below(string field) =>
        this with
        {
            Errors = [.. Errors.Select(e => e with { Field = e.Field.Length == 0 ? field : $"{field}.{e.Field}" })],
        };
}
