using System.Globalization;
using Ghc.Domain.Facts;

namespace Ghc.Domain.Colors;

/// <summary>One case that the authors of a policy worked out by hand. What is null or absent is not checked.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Facts">What is known.</param>
/// <param name="At">The time asked for.</param>
/// <param name="Color">The color then.</param>
/// <param name="Reasons">The codes of the reasons then, in order.</param>
/// <param name="ChangesAt">When it changes next; a box, so that "never" can be expected too.</param>
internal sealed record Example(
    string Name,
    IReadOnlyList<Fact> Facts,
    DateTimeOffset At,
    Color Color,
    IReadOnlyList<string>? Reasons,
    Expected<DateTimeOffset?>? ChangesAt
)
{
    /// <summary>The codes of what a negative suspends then.</summary>
    public IReadOnlyList<string>? Suspended { get; init; }

    /// <summary>The days of the missing tests that the first reason asks for.</summary>
    public IReadOnlyList<int>? DueDays { get; init; }

    public IEnumerable<FieldError> Check(Policy policy, string path)
    {
        var got = policy.Assess(Facts, At);
        if (got.Color != Color)
        {
            yield return Failure(path, "color", Lower(Color), Lower(got.Color));
        }

        foreach (var (member, expected, found) in Lists(got))
        {
            if (expected is not null && expected != found)
            {
                yield return Failure(path, member, expected, found);
            }
        }

        if (ChangesAt is { } changesAt && got.ChangesAt != changesAt.Value)
        {
            yield return Failure(path, "changesAt", Instant(changesAt.Value), Instant(got.ChangesAt));
        }
    }

    private IEnumerable<(string Member, string? Expected, string Found)> Lists(Assessment got) =>
        [
            ("reasons", ListOf(Reasons), ListOf(got.Reasons.Select(reason => reason.Code))!),
            ("suspended", ListOf(Suspended), ListOf(got.Suspended.Select(reason => reason.Code))!),
            ("dueDays", ListOf(DueDays), ListOf(got.Reasons is [{ Due: { } due }, ..] ? due.Days.Select(each => each.Day) : [])!),
        ];

    private static string? ListOf<T>(IEnumerable<T>? items) => items is null ? null : $"[{string.Join(", ", items)}]";

    private FieldError Failure(string path, string member, string expected, string got) =>
        new($"{path}.{member}", "policy.example") { Values = [Name, expected, got] };

    private static string Lower(Color color) =>
        color switch
        {
            Color.Red => "red",
            Color.Yellow => "yellow",
            _ => "green",
        };

    private static string Instant(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "never";
}

/// <summary>An expectation that may itself be null.</summary>
internal sealed record Expected<T>(T Value);
