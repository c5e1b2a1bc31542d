using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Storage;

/// <summary>
/// A partition larger than one answer of the service, of which somebody writes the beginning while its end is read: who then took the new
/// status for one that counts what they had read would write over a color.
/// </summary>
public sealed class TornPartitionTests(Azurite azurite) : IAsyncLifetime
{
    /// <summary>An answer holds 1,000 rows.</summary>
    private const int Facts = 1003;

    private readonly GhcApp app = new(azurite);
    private readonly Document document = Value(Document.Parse("passport", "T1234567", null));
    private HoldersTable holders = null!;
    private string key = null!;

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_WrittenToBetweenTwoAnswers_IsOfOneMoment()
    {
        WriteBeforeTheSecondAnswer();

        AssertIsOfNow(await holders.LoadAsync(key, TestEnd));
    }

    [Fact]
    public async Task Range_WrittenToBetweenTwoAnswers_IsOfOneMoment()
    {
        WriteBeforeTheSecondAnswer();

        AssertIsOfNow(Assert.Single(await holders.ReadRangeAsync(key[..1], "", TestEnd).ToListAsync(TestEnd)));
    }

    [Fact]
    public async Task Walk_WrittenToBetweenTwoAnswers_IsOfOneMoment()
    {
        WriteBeforeTheSecondAnswer();

        AssertIsOfNow(Assert.Single(await holders.WalkAsync(null, TestEnd).ToListAsync(TestEnd)).Holder);
    }

    public async ValueTask InitializeAsync()
    {
        app.CreateClient().Dispose();
        holders = app.Services.GetRequiredService<HoldersTable>();
        key = app.Services.GetRequiredService<Pseudonyms>().DocumentKey(document);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Facts),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestEnd },
            async (n, token) => await holders.AddAsync(key, CrossingAt(n), token)
        );
        Assert.True(await WriteStatusAsync(null));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>The fact lies on the first page, the status on the last.</summary>
    private void WriteBeforeTheSecondAnswer() =>
        app.Calls.Meanwhile = async uri =>
        {
            if (!uri.Query.Contains("NextRowKey", StringComparison.Ordinal))
            {
                return;
            }

            app.Calls.Meanwhile = null;
            var before = await holders.LoadAsync(key, TestEnd);
            Assert.True(await holders.AddAsync(key, CrossingAt(0), TestEnd));
            Assert.True(await WriteStatusAsync(before.Version));
        };

    private void AssertIsOfNow(Holder holder)
    {
        Assert.Null(app.Calls.Meanwhile);
        Assert.NotNull(holder.Version);
        Assert.Equal(Facts + 1, holder.Facts.Count);
    }

    private async Task<bool> WriteStatusAsync(string? version)
    {
        var policy = await app.Services.GetRequiredService<CurrentPolicy>().CurrentAsync(TestEnd);
        return await holders.TryWriteStatusAsync(
            key,
            policy.Assess(document, new Holder(key, null, null, document, [CrossingAt(1).Fact])),
            version,
            TestEnd
        );
    }

    private ReportedFact CrossingAt(int n) =>
        new(
            document,
            new Crossing(
                string.Create(CultureInfo.InvariantCulture, $"Port {n}"),
                Direction.Entry,
                app.Clock.GetUtcNow().AddDays(-9).AddMinutes(n),
                Value(PersonName.Parse("ANNA SMITH"))
            )
        );

    private static T Value<T>(Outcome<T> outcome)
        where T : notnull
    {
        Assert.False(outcome.Refused(out _, out var value));
        return value!;
    }
}
