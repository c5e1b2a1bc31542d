using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Appeals;

/// <summary>Every five minutes: carries on with appeals, and tells operators of those that officers have not decided in time.</summary>
public sealed partial class FollowAppeals(AppealFollowing following, ILogger<FollowAppeals> logger)
{
    [Function(nameof(FollowAppeals))]
    public async Task Run([TimerTrigger("50 */5 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var due = await following.RunAsync(cancellation);
        Instrumentation.AppealsDue(due.Near + due.Past);
        if (due.Near + due.Past > 0)
        {
            LogDue(due.Near, due.Past);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Appeals wait for officers. Near their deadline: {Near}, past it: {Past}")]
    private partial void LogDue(int near, int past);
}
