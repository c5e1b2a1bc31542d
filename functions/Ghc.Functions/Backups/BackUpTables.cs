using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Backups;

/// <summary>Every hour: tables have no way back of their own.</summary>
public sealed partial class BackUpTables(TableBackup backup, ILogger<BackUpTables> logger)
{
    [Function(nameof(BackUpTables))]
    public async Task Run([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        LogBackedUp(await backup.RunAsync(cancellation), timer.IsPastDue);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tables backed up. Count: {Count}, late: {Late}")]
    private partial void LogBackedUp(int count, bool late);
}
