using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Platform.Storage;

/// <summary>
/// How often one call of storage was sent. The SDK sends again when no answer comes, and the first may have been carried out: then the
/// second conflicts with nobody but itself, and taking that for somebody else's write would leave work undone, or do it twice.
/// </summary>
internal sealed class SendCount : HttpPipelinePolicy
{
    private static readonly AsyncLocal<Call?> current = new();

    public static Call Begin() => current.Value = new Call();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        current.Value?.Sent();
        return ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        current.Value?.Sent();
        ProcessNext(message, pipeline);
    }

    internal sealed class Call
    {
        private int times;

        public bool WasRepeated => times > 1;

        public void Sent() => times++;
    }
}
