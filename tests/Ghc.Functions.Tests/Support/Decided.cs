using Ghc.Domain;

namespace Ghc.Functions.Tests.Support;

public static class Decided
{
    /// <summary>What was decided, where nothing was to be refused.</summary>
    public static T Value<T>(this Outcome<T> outcome)
        where T : notnull
    {
        Assert.False(outcome.Refused(out var refusal, out var value), refusal?.Code);
        return value!;
    }
}
