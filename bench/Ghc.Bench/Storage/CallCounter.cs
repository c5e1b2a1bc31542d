using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Bench.Storage;

/// <summary>Counts storage calls, so that two sides can be shown to make as many.</summary>
internal sealed class CallCounter : HttpPipelineSynchronousPolicy
{
    private long value;

    public long Value => Interlocked.Read(ref value);

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref value);
}
