using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Platform.Storage;

/// <summary>
/// Counts the storage calls that failed for good: every try was refused, throttled or cut off. Compared before and after some work, the
/// count tells whether storage was away meanwhile. One count for the whole process, because in Azure a function runs in another flow than
/// the pipeline that its request came by.
/// </summary>
public sealed class StorageOutage : HttpPipelinePolicy
{
    private long failures;

    public long Failures => Interlocked.Read(ref failures);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var ended = false;
        try
        {
            await ProcessNextAsync(message, pipeline);
            ended = true;
        }
        finally
        {
            Note(message, ended);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var ended = false;
        try
        {
            ProcessNext(message, pipeline);
            ended = true;
        }
        finally
        {
            Note(message, ended);
        }
    }

    /// <summary>A caller who gave up says nothing about storage.</summary>
    private void Note(HttpMessage message, bool ended)
    {
        var isAway = ended ? message.Response.Status is >= 500 or 429 or 408 : !message.CancellationToken.IsCancellationRequested;
        if (isAway)
        {
            Interlocked.Increment(ref failures);
        }
    }
}
