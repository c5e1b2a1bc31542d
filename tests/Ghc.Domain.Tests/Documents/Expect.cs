namespace Ghc.Domain.Tests.Documents;

/// <summary>Unwraps outcomes, with a message that says what came instead.</summary>
internal static class Expect
{
    public static T Value<T>(Outcome<T> outcome)
        where T : notnull
    {
        if (outcome.Refused(out var refusal, out var value))
        {
            Assert.Fail($"Refused: {refusal.Code} {string.Join(", ", refusal.Errors)}");
        }

        return value!;
    }

    public static Refusal Refused<T>(Outcome<T> outcome)
        where T : notnull
    {
        Assert.True(outcome.Refused(out var refusal, out var value), $"Accepted: {value}");
        return refusal!;
    }

    /// <summary>The one error of a refusal, as <c>field:problem</c>.</summary>
    public static string Error<T>(Outcome<T> outcome)
        where T : notnull
    {
        var error = Assert.Single(Refused(outcome).Errors);
        return $"{error.Field}:{error.Problem}";
    }
}
