using Ghc.Domain;
using Ghc.Domain.Sunset;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Sunset;

/// <summary>Sunset: one row with the present plan and its signatures, sealed, so that nobody who has only the storage can sign.</summary>
public sealed class SunsetTable(StorageClients clients, Sealer sealer)
{
    public const string Partition = "plan";
    public const string Row = "present";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Sunset);

    /// <summary>Null if nobody ever planned.</summary>
    public async Task<SunsetRecord?> FindAsync(CancellationToken cancellation) => (await ReadAsync(cancellation)).Value;

    /// <summary>Changes the record as decided; <paramref name="prepare"/> runs before each try to write.</summary>
    public Task<Outcome<SunsetRecord>> UpdateAsync(
        Func<SunsetRecord?, Decision<SunsetRecord, SunsetRecord>> decide,
        Func<SunsetRecord, Task> prepare,
        CancellationToken cancellation
    ) =>
        OptimisticConcurrency.UpdateAsync<Versioned<SunsetRecord>, SunsetRecord, SunsetRecord>(
            () => ReadAsync(cancellation),
            stored => decide(stored.Value),
            async (stored, next) =>
            {
                await prepare(next);
                return await rows.TryWriteAsync(
                    rows.Seal(Partition, Row, next, SunsetJson.Types.SunsetRecord),
                    stored.ReadAs,
                    cancellation
                );
            },
            cancellation
        );

    private Task<Versioned<SunsetRecord>> ReadAsync(CancellationToken cancellation) =>
        rows.ReadAsync(Partition, Row, SunsetJson.Types.SunsetRecord, cancellation);
}
