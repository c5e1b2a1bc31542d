using System.Security.Cryptography;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Domain.Codes;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Codes;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Figures;

/// <summary>Pure computations, within this process: reading a code, and assessing holders of whom much is known.</summary>
internal static class CodeFigures
{
    private const int Verifications = 2000;
    private const int FactsAssessed = 200_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation) =>
        [
            await VerifyAsync(stage, cancellation),
            await AssessAsync(stage, 100, 10, null, cancellation),
            await AssessAsync(stage, 1000, 100, Goal.AtMost(1.25), cancellation),
        ];

    private static async Task<Figure> VerifyAsync(Stage stage, CancellationToken cancellation)
    {
        var setup = new Setup(stage.Emulator.NewAccount(), TimeSpan.FromSeconds(1));
        await using var services = setup.Services();
        var codes = services.GetRequiredService<HealthCodes>();
        var now = TimeProvider.System.GetUtcNow();
        var text = codes
            .Mint(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Color.Green, "A** SMITH", now, now, now.AddHours(1))
            .Text;

        // As many bytes as COSE has signed, so that the hash costs the same.
        Base45.TryDecode(text.AsSpan("GHC1:".Length), out var message);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = key.SignData(message!, HashAlgorithmName.SHA256);

        var operations = stage.Effort.Of(Verifications);
        var comparison = await SideBySide.RunAsync(
            stage.Effort,
            Work.Of(operations, () => Require(!codes.Read(text).Refused(out _, out _))),
            Work.Of(operations, () => Require(key.VerifyData(message!, signature, HashAlgorithmName.SHA256))),
            cancellation
        );
        return new Figure(
            "verify-code",
            "reading a code: Base45, COSE, signature, seal",
            "bare ECDSA verification",
            comparison.Ratio(s => s.CpuPerOperation),
            Goal.AtMost(1.2)
        );
    }

    /// <summary>The CPU for one fact, of a holder with many against one with fewer: 1 is exactly linear.</summary>
    private static async Task<Figure> AssessAsync(Stage stage, int many, int few, Goal? goal, CancellationToken cancellation)
    {
        var policy = Policy.Pack(Policy.DefaultPack);
        var now = TimeProvider.System.GetUtcNow();
        var (large, small) = (Facts(many, now), Facts(few, now));
        var facts = stage.Effort.Of(FactsAssessed);
        var comparison = await SideBySide.RunAsync(
            stage.Effort,
            Work.Of(Math.Max(1, facts / many), () => policy.Assess(large, now)),
            Work.Of(Math.Max(1, facts / few), () => policy.Assess(small, now)),
            cancellation
        );
        return new Figure(
            $"assess-{many}",
            $"assessing {many} facts, CPU for each",
            $"{few} facts, CPU for each",
            comparison.Ratio(s => s.CpuPerOperation).Times((double)few / many),
            goal
        );
    }

    /// <summary>
    /// A life of tests every other day, and of an entry, a close contact and a positive in every ten facts: few or many, they are alike.
    /// </summary>
    private static List<Fact> Facts(int count, DateTimeOffset now)
    {
        var name = Cast.Value(PersonName.Parse("ANNA SMITH"));
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select<int, Fact>(n =>
                {
                    var at = now.AddDays(-2.0 * n);
                    return (n % 10) switch
                    {
                        2 => new Crossing("Luohu", Direction.Entry, at, name),
                        5 => new Measure($"M-{n}", MeasureKind.CloseContact, at, at.AddDays(7)),
                        8 => Cast.Negative($"A-{n}", at, name) with { Result = TestResult.Positive },
                        _ => Cast.Negative($"A-{n}", at, name),
                    };
                }),
        ];
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("What is measured does not work.");
        }
    }
}
