using System.Security.Cryptography;
using Azure;
using Ghc.Domain.Sunset;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Sunset;

/// <summary>
/// The phase that the service is in, known without asking storage: the record is read in the background. Storage clients of its own, so
/// that this is neither counted as a call of a request nor taken for its outage.
/// </summary>
public sealed partial class SunsetState(IConfiguration configuration, Sealer sealer, TimeProvider clock, ILogger<SunsetState> logger)
    : BackgroundService
{
    /// <summary>How long an instance may not know of a signature. Dates take effect by the clock.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    private readonly Lazy<SunsetTable> table = new(() => new SunsetTable(new StorageClients(configuration, []), sealer));
    private readonly TaskCompletionSource known = new();
    private volatile SunsetRecord? record;

    /// <summary>Ends when the record was first read, or could not be.</summary>
    public Task Known => known.Task;

    public SunsetPhase Phase => record?.PhaseAt(clock.GetUtcNow()) ?? SunsetPhase.None;

    /// <inheritdoc cref="SunsetRecord.RetentionAt"/>
    public double Retention => record?.RetentionAt(clock.GetUtcNow()) ?? 1;

    /// <summary>Null as long as the public knows of no plan.</summary>
    public SunsetRecord? Announced => Phase == SunsetPhase.None ? null : record;

    public async Task RefreshAsync(CancellationToken cancellation) => record = await table.Value.FindAsync(cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Freshness, clock);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException or CryptographicException)
            {
                // What was known before goes on being true for the while.
                LogUnread(failure);
            }

            known.TrySetResult();
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record of the sunset cannot be read.")]
    private partial void LogUnread(Exception failure);
}
