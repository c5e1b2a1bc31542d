using System.Security.Cryptography;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Functions.Codes;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.Options;

namespace Ghc.Infra.Tests.Firewall;

/// <summary>Thousands of real codes, good passwords and tokens.</summary>
internal static class Samples
{
    private const int Many = 3000;
    private static readonly string Printable = string.Concat(Enumerable.Range(32, 95).Select(character => (char)character));

    public static IEnumerable<string> Codes()
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = Options.Create(
            new KeyOptions
            {
                Pepper = Base64(32),
                Sealing = new()
                {
                    Current = "a",
                    Keys = new() { ["a"] = Base64(32) },
                },
                Signing = new()
                {
                    Current = "a",
                    Keys = new() { ["a"] = Convert.ToBase64String(signing.ExportPkcs8PrivateKey()) },
                },
            }
        );
        var codes = new HealthCodes(
            new SigningKeys(keys),
            new Handles(new Sealer(keys)),
            Options.Create(new HealthCodeOptions()),
            TimeProvider.System
        );
        var start = new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero);
        return
        [
            .. Enumerable
                .Range(0, Many)
                .Select(i =>
                    codes
                        .Mint(
                            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                            (Color)(i % 3),
                            "A*** S**** · X12****67",
                            start,
                            start,
                            start.AddMinutes(1)
                        )
                        .Text
                ),
        ];
    }

    /// <summary>Every printable ASCII character appears; the first ten are what somebody might call clever.</summary>
    public static IEnumerable<string> Passwords()
    {
        string[] clever =
        [
            "a1';--bb",
            "1' or '1'='1",
            "x=1;--abc",
            "kapok'#12",
            "\" or 1=1 --a",
            "<script>1</a>",
            "${jndi:1}aa",
            "../../etc/p1",
            "%0a%0d1abc",
            "a1||sleep(5)",
        ];
        return clever.Concat(
            Enumerable
                .Range(0, Many)
                .Select(_ => new string(
                    RandomNumberGenerator.GetItems<char>(
                        Printable,
                        RandomNumberGenerator.GetInt32(PasswordRule.MinLength, PasswordRule.MaxLength + 1)
                    )
                ))
                .Where(password => PasswordRule.Unmet(password).Count == 0)
        );
    }

    /// <summary>Three parts of base64url, as a JWT has.</summary>
    public static IEnumerable<string> Tokens() =>
        Enumerable
            .Range(0, Many)
            .Select(_ =>
                string.Join('.', new[] { 40, 220, 64 }.Select(bytes => Base64(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')))
            );

    private static string Base64(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
}
