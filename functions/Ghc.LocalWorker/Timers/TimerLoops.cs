using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Timers;

/// <summary>A loop for every timer function, on the app's own clock if it registered one.</summary>
internal sealed class TimerLoops(FunctionCatalog catalog, IServiceProvider services, ILogger<TimerLoop> logger) : TriggerService
{
    protected override IReadOnlyList<Task> Start(CancellationToken stop, CancellationToken abandon)
    {
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        return [.. catalog.Timers.Select(t => new TimerLoop(t, new(t, scopes), time, logger).RunAsync(stop, abandon))];
    }
}
