using System.Net.Sockets;
using System.Text.Json;
using Azure;
using Ghc.Platform.Queues;

namespace Ghc.Functions.Tests.Messaging;

/// <summary>Which failures are an outage, in the forms in which clients throw them, and which are the fault of a message or ours.</summary>
public sealed class OutageRulesTests
{
    public static TheoryData<Exception, bool> Failures =>
        new()
        {
            { new RequestFailedException(429, "throttled"), true },
            { new RequestFailedException(503, "busy"), true },
            { new RequestFailedException(500, "internal"), true },
            { new RequestFailedException(408, "timed out"), true },
            { new RequestFailedException(0, "no answer"), true },
            { new RequestFailedException(403, "the role is gone"), true },
            { new RequestFailedException(404, "no table", "TableNotFound", null), true },
            { new RequestFailedException(404, "no row", "ResourceNotFound", null), false },
            { new RequestFailedException(400, "bad request"), false },
            { new RequestFailedException(409, "there already"), false },
            { new RequestFailedException(412, "somebody was faster"), false },
            { new RequestFailedException(413, "too large"), false },
            {
                new AggregateException(
                    "Retry failed after 4 tries.",
                    new TaskCanceledException(),
                    new RequestFailedException(0, "reset"),
                    new IOException("reset")
                ),
                true
            },
            { new AggregateException(new RequestFailedException(503, "busy"), new JsonException()), false },
            { new HttpRequestException("refused", new SocketException()), true },
            { new InvalidOperationException("wrapped", new RequestFailedException(503, "busy")), true },
            { new OutageException("the text provider"), true },
            { new JsonException(), false },
            { new InvalidOperationException("a bug"), false },
            { new OperationCanceledException(), false },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Caused_TellsAnOutageFromAFault(Exception failure, bool isOutage) => Assert.Equal(isOutage, Outage.Caused(failure));
}
