using Ghc.Functions.Access;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.Security;

public sealed class VerifiedTokenCacheTests
{
    private static readonly DateTimeOffset Start = new(2022, 7, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly List<string> checks = [];
    private readonly VerifiedTokenCache<Proof> remembered;

    public VerifiedTokenCacheTests() => remembered = new(most: 3, proof => proof.Until, time);

    [Fact]
    public void Find_Known_ChecksOnceAndEndsAllTheSame()
    {
        Assert.Equal("a", Find("a"));
        time.SetUtcNow(Start.AddMinutes(1).AddTicks(-1));
        Assert.Equal("a", Find("a"));
        time.SetUtcNow(Start.AddMinutes(1));

        Assert.Null(Find("a"));
        Assert.Equal(["a"], checks);
    }

    [Fact]
    public void Find_Refused_IsCheckedEveryTimeAndTakesNoRoom()
    {
        Assert.Null(Find("forged"));
        Assert.Null(Find("forged"));
        Assert.Null(Find(null));

        Assert.Equal(["forged", "forged"], checks);
        Assert.Equal(0, remembered.Count);
    }

    [Fact]
    public void Find_MoreThanFit_StaysWithinTheBoundAndRefusesNobody()
    {
        for (var token = 0; token < 100; token++)
        {
            Assert.Equal($"{token}", Find($"{token}"));
            Assert.InRange(remembered.Count, 1, 3);
        }

        Assert.Equal("0", Find("0"));
        Assert.Equal(["99", "0"], checks[^2..]);
    }

    private string? Find(string? token) => remembered.Find(token, Check)?.Token;

    private Proof? Check(string token)
    {
        checks.Add(token);
        return token == "forged" ? null : new Proof(token, Start.AddMinutes(1));
    }

    private sealed record Proof(string Token, DateTimeOffset Until);
}
