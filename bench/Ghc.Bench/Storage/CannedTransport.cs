using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Bench.Storage;

/// <summary>
/// Storage that answers at once and from memory, at the very end of the Azure SDK's pipeline: requests are built, signed and read as ever,
/// and nothing but the network and the service is missing. What is left is what our code and the SDK cost.
/// </summary>
internal abstract class CannedTransport : HttpPipelineTransport
{
    protected static readonly byte[] NoRows = "{\"value\":[]}"u8.ToArray();

    private static readonly byte[] MessageSent = Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList><QueueMessage><MessageId>5974b586-0df3-4e2d-ad0c-18e3892bfca2</MessageId>"
            + "<InsertionTime>Fri, 15 Jul 2022 02:00:00 GMT</InsertionTime><ExpirationTime>Fri, 22 Jul 2022 02:00:00 GMT</ExpirationTime>"
            + "<PopReceipt>AgAAAAMAAAAAAAAAOuVkbL2Y2AE=</PopReceipt><TimeNextVisible>Fri, 15 Jul 2022 02:00:00 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>"
    );

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => message.Response = Answer(message.Request);

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return ValueTask.CompletedTask;
    }

    protected abstract CannedResponse Answer(Request request);

    /// <summary>A write is accepted and forgotten.</summary>
    protected static CannedResponse Accept(Request request, string path) =>
        request.Method == RequestMethod.Post && path == "messages" ? CannedResponse.Xml(201, MessageSent) : CannedResponse.Nothing(204);

    /// <summary>A value of the query, or empty.</summary>
    protected static string QueryValue(Uri uri, string name)
    {
        var text = Uri.UnescapeDataString(uri.Query.Replace('+', ' '));
        var start = text.IndexOf($"{name}=", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        start += name.Length + 1;
        var end = text.IndexOf('&', start);
        return end < 0 ? text[start..] : text[start..end];
    }
}
