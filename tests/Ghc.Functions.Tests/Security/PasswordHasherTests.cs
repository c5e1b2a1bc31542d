using System.Diagnostics;
using Ghc.Domain;
using Ghc.Functions.Credentials;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Security;

public sealed class PasswordHasherTests : IDisposable
{
    // Computed with another implementation (OpenSSL 3.5, EVP_KDF ARGON2ID): password "Demo!2026", salt "0123456789abcdef", 32 bytes.
    private const string Known = "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$Ua8FrzPPdGe5BIhDy116bN5ZN15NJHHbkpq8W9x1zUA";
    private const string KnownOlder = "$argon2id$v=19$m=8192,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$/ExY5NucfiCglI3MdOZuiGCvqrCAFGdhCyYj31SBhj8";

    private readonly PasswordHasher hasher = new(Options.Create(new PasswordOptions { Concurrency = 1 }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => hasher.Dispose();

    [Fact]
    public async Task Verify_HashOfAnotherImplementation_Matches() =>
        Assert.Equal(new PasswordCheck(true, false), await Verify("Demo!2026", Known));

    [Fact]
    public async Task Verify_OlderNumbers_MatchesAndNeedsRehash()
    {
        Assert.Equal(new PasswordCheck(true, true), await Verify("Demo!2026", KnownOlder));
        Assert.Equal(new PasswordCheck(false, false), await Verify("Demo!2027", KnownOlder));
    }

    [Fact]
    public async Task Hash_SamePasswordTwice_DiffersAndBothMatch()
    {
        var (one, two) = (await Hash("Pa$$w0rd"), await Hash("Pa$$w0rd"));

        Assert.NotEqual(one, two);
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", one);
        Assert.Equal(new PasswordCheck(true, false), await Verify("Pa$$w0rd", one));
        Assert.Equal(new PasswordCheck(true, false), await Verify("Pa$$w0rd", two));
        Assert.False((await Verify("pa$$w0rd", one)).Matches);
    }

    [Fact]
    public async Task Verify_FullWidthForms_AreTheSamePassword() => Assert.True((await Verify("Ｄｅｍｏ！２０２６", Known)).Matches);

    [Theory]
    [InlineData('\uD800')]
    [InlineData('\uFFFE')]
    [InlineData('\uFFFF')]
    public async Task Verify_NoCharacter_IsAWrongPassword(char odd) => Assert.False((await Verify($"Demo!2026{odd}", Known)).Matches);

    [Fact]
    public async Task Verify_UnknownPhone_DoesTheSameWorkAndNeverMatches()
    {
        await Verify("warm up", null);

        // The quickest of each, which other work on the machine delayed least. A path that hashes nothing takes microseconds: a fifth tells
        // them apart.
        var (known, unknown) = (await QuickestAsync(Known), await QuickestAsync(null));
        Assert.True(unknown > known / 5, $"Unknown took {unknown}, known {known}.");

        async Task<TimeSpan> QuickestAsync(string? phc)
        {
            var quickest = TimeSpan.MaxValue;
            for (var tries = 0; tries < 5; tries++)
            {
                var clock = Stopwatch.StartNew();
                Assert.False((await Verify("Demo!2027", phc)).Matches);
                quickest = clock.Elapsed < quickest ? clock.Elapsed : quickest;
            }

            return quickest;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$Ua8FrzPPdGe5BIhDy116bN5ZN15NJHHbkpq8W9x1zUA")]
    [InlineData("$argon2id$v=19$m=9999999,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$Ua8FrzPPdGe5BIhDy116bN5ZN15NJHHbkpq8W9x1zUA")]
    [InlineData("$argon2id$v=19$m=19456,t=99,p=1$MDEyMzQ1Njc4OWFiY2RlZg$Ua8FrzPPdGe5BIhDy116bN5ZN15NJHHbkpq8W9x1zUA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$")]
    public async Task Verify_DamagedRow_Throws(string phc) =>
        await Assert.ThrowsAsync<FormatException>(() => hasher.VerifyAsync("x", phc, Cancellation));

    [Fact]
    public async Task Hash_AllTurnsTaken_IsRefusedAfterThePatience()
    {
        using var impatient = new PasswordHasher(
            Options.Create(new PasswordOptions { Concurrency = 1, Patience = TimeSpan.FromMilliseconds(50) })
        );

        // Each hash takes tens of milliseconds and there is one turn, so of forty callers most cannot be served within fifty.
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => Task.Run(() => impatient.HashAsync("Pa$$w0rd", Cancellation)))
        );

        var refusals = outcomes.Select(o => o.Refused(out var why, out _) ? why : null).Where(why => why is not null).ToList();
        Assert.InRange(refusals.Count, 1, 39);
        Assert.All(
            refusals,
            why => Assert.Equal((RefusalCodes.TooManyRequests, TimeSpan.FromMilliseconds(50)), (why!.Code, why.RetryAfter))
        );
        Assert.False((await impatient.HashAsync("Pa$$w0rd", Cancellation)).Refused(out _, out _));
    }

    private async Task<string> Hash(string password) => Value(await hasher.HashAsync(password, Cancellation));

    private async Task<PasswordCheck> Verify(string password, string? phc) => Value(await hasher.VerifyAsync(password, phc, Cancellation));

    private static T Value<T>(Outcome<T> outcome)
        where T : notnull
    {
        Assert.False(outcome.Refused(out _, out var value));
        return value;
    }
}
