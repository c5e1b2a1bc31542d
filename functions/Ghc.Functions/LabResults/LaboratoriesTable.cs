using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.LabResults;

/// <summary>Laboratories: who is registered, with public keys. One row a laboratory, all in one partition: they are few, and are listed together.</summary>
public sealed class LaboratoriesTable(StorageClients clients, Sealer sealer)
{
    private const string Partition = "laboratory";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Laboratories);

    public async Task<Laboratory?> FindAsync(string id, CancellationToken cancellation) =>
        await rows.FindAsync(Partition, id, cancellation) is { } row ? rows.Open(row, LabResultsJson.Types.Laboratory) : null;

    public async Task<IReadOnlyList<Laboratory>> ListAsync(CancellationToken cancellation) =>
        [.. (await rows.ListAsync(Partition, cancellation)).Select(row => rows.Open(row, LabResultsJson.Types.Laboratory))];

    /// <summary>False if it is registered already.</summary>
    public Task<bool> AddAsync(Laboratory laboratory, CancellationToken cancellation) =>
        rows.TryAddAsync(rows.Seal(Partition, laboratory.Id, laboratory, LabResultsJson.Types.Laboratory), cancellation);

    /// <summary>Read, change, write, again if somebody else was faster.</summary>
    public async Task<Outcome<Laboratory>> ChangeAsync(string id, Func<Laboratory, Outcome<Laboratory>> change, CancellationToken cancellation)
    {
        var result = await Contention.RetryAsync(
            async () =>
            {
                if (await rows.FindAsync(Partition, id, cancellation) is not { } row)
                {
                    return new Changed(new Refusal(RefusalCodes.LaboratoryNotFound));
                }

                var outcome = change(rows.Open(row, LabResultsJson.Types.Laboratory));
                return outcome.Refused(out _, out var changed)
                    || await rows.TryWriteAsync(rows.Seal(Partition, id, changed, LabResultsJson.Types.Laboratory), row.ETag, cancellation)
                    ? new Changed(outcome)
                    : null;
            },
            cancellation);
        return result.Outcome;
    }

    private sealed record Changed(Outcome<Laboratory> Outcome);
}
