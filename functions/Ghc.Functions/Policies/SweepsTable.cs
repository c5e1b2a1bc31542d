using Azure;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Policies;

/// <summary>
/// Sweeps: a partition a sweep, with a row for the sweep and one for each range of holders, which is also its checkpoint.
/// </summary>
public sealed class SweepsTable(StorageClients clients, Sealer sealer)
{
    private const string SweepRow = "sweep";
    private const string RangePrefix = "range|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Sweeps);

    /// <summary>Starting the same sweep twice is one sweep.</summary>
    public Task<bool> TryAddAsync(Sweep sweep, CancellationToken cancellation) =>
        rows.TryAddAsync(rows.Seal(sweep.Id, SweepRow, sweep, PoliciesJson.Types.Sweep), cancellation);

    public async Task<Sweep?> FindAsync(string sweepId, CancellationToken cancellation) =>
        await rows.FindAsync(sweepId, SweepRow, cancellation) is { } row ? rows.Open(row, PoliciesJson.Types.Sweep) : null;

    public async Task<IReadOnlyList<SweepRange>> ListRangesAsync(string sweepId, CancellationToken cancellation) =>
        [.. (await rows.ListAsync(sweepId, cancellation, RangePrefix)).Select(row => rows.Open(row, PoliciesJson.Types.SweepRange))];

    public async Task<(SweepRange Range, ETag? ReadAs)> ReadRangeAsync(string sweepId, string prefix, CancellationToken cancellation) =>
        await rows.FindAsync(sweepId, RangePrefix + prefix, cancellation) is { } row
            ? (rows.Open(row, PoliciesJson.Types.SweepRange), row.ETag)
            : (SweepRange.At(prefix), null);

    /// <summary>False if another worker was faster on this range; its count is the one that stands.</summary>
    public Task<bool> TryCheckpointAsync(string sweepId, SweepRange range, ETag? readAs, CancellationToken cancellation) =>
        rows.TryWriteAsync(rows.Seal(sweepId, RangePrefix + range.Prefix, range, PoliciesJson.Types.SweepRange), readAs, cancellation);
}
