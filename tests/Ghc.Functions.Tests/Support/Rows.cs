using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Support;

/// <summary>What is stored, seen from beside the app.</summary>
public static class Rows
{
    public static string DocumentKey(this GhcApp app, Traveler traveler)
    {
        Assert.False(Document.Parse(traveler.IdType, traveler.IdNumber, traveler.Issuance).Refused(out _, out var document));
        return app.Services.GetRequiredService<Pseudonyms>().DocumentKey(document!);
    }

    public static Task<Holder> HolderAsync(this GhcApp app, Traveler traveler) =>
        app.Services.GetRequiredService<HoldersTable>().LoadAsync(app.DocumentKey(traveler), TestContext.Current.CancellationToken);

    /// <summary>
    /// All that is known of somebody's document, without what differs between two people: keys of rows, facts, colors and tests.
    /// </summary>
    public static async Task<string> KnownAsync(this GhcApp app, Traveler traveler)
    {
        var holder = await app.HolderAsync(traveler);
        var keys = (await app.RowsAsync(TableNames.Holders))
            .Where(row => row.PartitionKey == holder.Key)
            .Select(row => WithoutFingerprint(row.RowKey))
            .Order(StringComparer.Ordinal);
        var facts = holder.Facts.OfType<LabResult>().Select(fact => JsonSerializer.Serialize(fact, HoldersJson.Types.LabResult));
        var tests = holder.Status?.Tests.Select(test => JsonSerializer.Serialize(test, HoldersJson.Types.LabResult)) ?? [];
        string[] known = [.. keys, .. facts.Order(StringComparer.Ordinal), JsonSerializer.Serialize(holder.Status?.Schedule), .. tests];

        // Accessions name whose sample it is.
        return string.Join('\n', known).Replace(traveler.Sample, "…", StringComparison.Ordinal);
    }

    /// <summary>The row of a result names its accession by a pseudonym, and ends with a hash of all of it.</summary>
    private static string WithoutFingerprint(string key) =>
        key.Split('|') is ["result" or "moved", var laboratory, _, var revision, ..] ? $"{laboratory}|{revision}" : key;

    public static async Task<IReadOnlyList<TableEntity>> RowsAsync(this GhcApp app, string table)
    {
        var rows = new List<TableEntity>();
        await foreach (
            var row in app.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
        )
        {
            rows.Add(row);
        }

        return rows;
    }
}
