using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Security;

/// <summary>Passwords that meet the rule of the guide and that guessers try first.</summary>
public sealed class PasswordStrengthTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("qwertyuiop1!")]
    [InlineData("q1w2e3r4!")]
    [InlineData("asdf;lkj1")]
    [InlineData("P@ssw0rd#1")]
    [InlineData("1qaz@WSX3edc")]
    [InlineData("\uff30assword1!")]
    [InlineData("Anna#1990")]
    public async Task Set_WhatEverybodyTriesFirst_IsCommon(string password) =>
        Assert.Equal(["common"], await UnmetAsync(new Traveler(), password));

    [Fact]
    public async Task Set_WithTheOwnPhoneOrDocument_IsPersonal()
    {
        var anna = new Traveler { IdNumber = "K5820174" };

        Assert.Equal(["personal"], await UnmetAsync(anna, $"a!{anna.Number}xQ"));
        Assert.Equal(["personal"], await UnmetAsync(anna with { Number = new Traveler().Number, IdNumber = "K7301945" }, "zq!K7301945"));
    }

    [Theory]
    [InlineData("Kapok#2022")]
    [InlineData("Lantern!42")]
    [InlineData("\u8377\u82b1\u6e2f!9xkq")]
    public async Task Set_ThatNobodyGuesses_IsTaken(string password) => Assert.Empty(await UnmetAsync(new Traveler(), password));

    [Fact]
    public async Task Set_TellsTheOwner()
    {
        var anna = new Traveler();
        await UnmetAsync(anna, "Kapok#2022");

        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("password of your account was set", StringComparison.Ordinal))
        );
        (await client.PostAsync("api/login", new { phone = anna.Phone, password = "Kapok#2022" })).Expect(200);
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("on a new device", StringComparison.Ordinal))
        );
    }

    private async Task<IReadOnlyList<string>> UnmetAsync(Traveler who, string password)
    {
        var answer = await client.PostAsync("api/set-password", new { password }, await who.ApplyAsync(app, client));
        return answer.Status == 204 ? [] : [.. answer.Expect(400, "weak-password")["unmet"].AsArray().Select(part => (string)part!)];
    }
}
