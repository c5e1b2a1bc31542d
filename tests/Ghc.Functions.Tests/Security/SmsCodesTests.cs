using Ghc.Functions.Credentials;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Security;

public sealed class SmsCodesTests
{
    private readonly SmsCodes codes = new(new Pseudonyms(Options.Create(TestKeys.Options())));

    [Fact]
    public void New_ManyTimes_IsSixDigitsAndHardlyEverTheSame()
    {
        var made = Enumerable.Range(0, 1000).Select(_ => SmsCodes.New()).ToList();

        Assert.All(made, c => Assert.Matches("^[0-9]{6}$", c));
        Assert.InRange(made.Distinct().Count(), 980, 1000);
    }

    [Fact]
    public void Matches_OnlyTheSameCodeOnTheSamePhone()
    {
        var hash = codes.Hash("phone-1", "012345");

        Assert.True(codes.Matches("phone-1", "012345", hash));
        Assert.False(codes.Matches("phone-2", "012345", hash));
        Assert.False(codes.Matches("phone-1", "12345", hash));
        Assert.False(codes.Matches("phone-1", "012345", ""));
        Assert.DoesNotContain("012345", hash);
    }
}
