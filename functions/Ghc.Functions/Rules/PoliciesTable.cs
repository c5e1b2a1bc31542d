using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Policies;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Rules;

/// <summary>Policies: one partition, a row a version. Few and small, so they are always read together.</summary>
public sealed class PoliciesTable(StorageClients clients, Sealer sealer)
{
    private const string Partition = "policy";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Policies);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<PolicyVersion>> ListAsync(CancellationToken cancellation) =>
        [.. (await ReadAsync(cancellation)).Select(stored => stored.Value!)];

    /// <summary>Adds or changes one version as decided on all of them; <paramref name="prepare"/> runs before each try to write.</summary>
    public Task<Outcome<PolicyVersion>> UpdateAsync(
        Func<IReadOnlyList<PolicyVersion>, Decision<PolicyVersion, PolicyVersion>> decide,
        Func<PolicyVersion, Task> prepare,
        CancellationToken cancellation
    ) =>
        OptimisticConcurrency.UpdateAsync<List<Versioned<PolicyVersion>>, PolicyVersion, PolicyVersion>(
            () => ReadAsync(cancellation),
            stored => decide([.. stored.Select(each => each.Value!)]),
            async (stored, version) =>
            {
                await prepare(version);
                var row = version.Sequence.ToString("D8", CultureInfo.InvariantCulture);
                var readAs = stored.Find(each => each.Value!.Sequence == version.Sequence)?.ReadAs;
                return await rows.TryWriteAsync(rows.Seal(Partition, row, version, RulesJson.Types.PolicyVersion), readAs, cancellation);
            },
            cancellation
        );

    private async Task<List<Versioned<PolicyVersion>>> ReadAsync(CancellationToken cancellation) =>
        [
            .. (await rows.ListAsync(Partition, cancellation)).Select(row => new Versioned<PolicyVersion>(
                rows.Open(row, RulesJson.Types.PolicyVersion),
                row.ETag
            )),
        ];
}
