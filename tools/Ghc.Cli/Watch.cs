using System.Text.Json.Nodes;

namespace Ghc.Cli;

/// <summary>
/// Looks at work of the service again and again until it is over. The work goes on without a watcher, so an answer that is missing now and
/// then is no reason to stop looking.
/// </summary>
public static class Watch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>What the service said last, once <paramref name="isOver"/> holds of it.</returns>
    public static async Task<JsonNode> ToEndAsync(
        Api.Session session,
        string path,
        Func<JsonNode, bool> isOver,
        Action<JsonNode> seen,
        CancellationToken cancellation
    )
    {
        var heard = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var work = await session.GetAsync(path, cancellation);
                heard = TimeProvider.System.GetTimestamp();
                seen(work);
                if (isOver(work))
                {
                    return work;
                }
            }
            catch (Exception failure)
                when ((failure is Api.RefusedException { Status: >= 500 } || Api.IsSilence(failure))
                    && TimeProvider.System.GetElapsedTime(heard) < Patience
                )
            {
                // The next look says more.
            }

            await Task.Delay(Pause, cancellation);
        }
    }
}
