using System.Globalization;
using Azure;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Rules;

/// <summary>Policies: one partition, a row a version. Few and small, so they are always read together.</summary>
public sealed class PoliciesTable(StorageClients clients, Sealer sealer)
{
    private const string Partition = "policy";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Policies);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<StoredVersion>> ListAsync(CancellationToken cancellation) =>
        [.. (await rows.ListAsync(Partition, cancellation)).Select(row => new StoredVersion(rows.Open(row, RulesJson.Types.PolicyVersion), row.ETag))];

    /// <summary>False if the number is taken, or the version was changed since it was read.</summary>
    public Task<bool> TryWriteAsync(PolicyVersion version, ETag? readAs, CancellationToken cancellation)
    {
        var row = version.Sequence.ToString("D8", CultureInfo.InvariantCulture);
        return rows.TryWriteAsync(rows.Seal(Partition, row, version, RulesJson.Types.PolicyVersion), readAs, cancellation);
    }
}

public sealed record StoredVersion(PolicyVersion Version, ETag ReadAs);
