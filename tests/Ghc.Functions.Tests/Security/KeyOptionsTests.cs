using System.Security.Cryptography;
using Ghc.Functions.Access;
using Ghc.Functions.Codes;
using Ghc.Functions.Credentials;
using Ghc.Platform;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Security;

public sealed class KeyOptionsTests
{
    private readonly KeyOptions options = TestKeys.Options();

    [Fact]
    public void Validate_GoodKeys_Succeeds() => Assert.True(Validate().Succeeded);

    [Fact]
    public void Validate_PublicKeyThatIsNotCurrent_Succeeds()
    {
        options.Signing.Keys["old"] = TestKeys.PublicOf(TestKeys.NewPrivate());

        Assert.True(Validate().Succeeded);
    }

    [Fact]
    public void Validate_PublicKeyThatIsCurrent_IsRefused()
    {
        options.Signing.Keys["k1"] = TestKeys.PublicOf(options.Signing.Keys["k1"]);

        Assert.Equal(["Keys:Signing:Keys:k1 is current, so it must be a private key."], Validate().Failures);
    }

    [Fact]
    public void Validate_NothingConfigured_NamesEverySetting()
    {
        var failures = new KeyOptionsValidator().Validate(null, new KeyOptions()).Failures;

        Assert.Equal(
            [
                "Keys:Pepper must be base64 of at least 32 bytes.",
                "Keys:Sealing:Current must name one of Keys:Sealing:Keys.",
                "Keys:Signing:Current must name one of Keys:Signing:Keys.",
            ],
            failures
        );
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("c2hvcnQ=")]
    public void Validate_BadSecrets_AreRefusedAndNotRepeated(string secret)
    {
        options.Pepper = secret;
        options.Sealing.Keys["a"] = secret;
        options.Signing.Keys["k1"] = secret;

        var failures = Validate().Failures!.ToList();

        Assert.Equal(3, failures.Count);
        Assert.All(failures, f => Assert.DoesNotContain(secret, f));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ninechars")]
    [InlineData("A")]
    [InlineData("a.b")]
    [InlineData("a\n")]
    public void Validate_BadId_IsRefused(string id)
    {
        options.Sealing.Keys[id] = options.Sealing.Keys["a"];

        Assert.Contains("1 to 8 of a-z", Assert.Single(Validate().Failures!));
    }

    [Fact]
    public void Validate_AnotherCurve_IsRefused()
    {
        options.Signing.Keys["k1"] = TestKeys.NewPrivate(ECCurve.NamedCurves.nistP384);

        Assert.Contains("P-256", Assert.Single(Validate().Failures!));
    }

    [Fact]
    public void AddPlatform_BoundFromConfiguration_ResolvesEverything()
    {
        using var services = Services(
            new()
            {
                ["Keys:Pepper"] = options.Pepper,
                ["Keys:Sealing:Current"] = "a",
                ["Keys:Sealing:Keys:a"] = options.Sealing.Keys["a"],
                ["Keys:Signing:Current"] = "k1",
                ["Keys:Signing:Keys:k1"] = options.Signing.Keys["k1"],
                ["Site:Url"] = "https://ghc.example",
            }
        );

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.NotNull(services.GetRequiredService<HealthCodes>());
        Assert.NotNull(services.GetRequiredService<Sessions>());
        Assert.NotNull(services.GetRequiredService<PasswordHasher>());
        Assert.NotNull(services.GetRequiredService<SmsCodes>());
        Assert.Contains("\"kid\":\"k1\"", services.GetRequiredService<Jwks>().Json);
    }

    [Theory]
    [InlineData("Sessions:Lifetime", "00:00:59")]
    [InlineData("Sessions:ShiftLifetime", "1.00:00:01")]
    [InlineData("Passwords:Concurrency", "0")]
    [InlineData("HealthCodes:Lifetime", "00:00:09")]
    public void AddPlatform_OptionOutOfRange_StopsTheStart(string setting, string value)
    {
        using var services = Services(new() { [setting] = value });

        var failure = Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(setting.Split(':')[1], failure.ToString());
    }

    private ValidateOptionsResult Validate() => new KeyOptionsValidator().Validate(null, options);

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddPlatform(configuration)
            .AddCodes()
            .AddCredentials()
            .AddAccess()
            .BuildServiceProvider();
    }
}
