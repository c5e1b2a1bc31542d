using System.Net.Sockets;
using Azure;

namespace Ghc.Platform.Queues;

/// <summary>Something outside of the app is away: the same message can succeed later.</summary>
public sealed class OutageException(string message) : Exception(message);

/// <summary>Tells an outage from a fault of ours or of a message.</summary>
public static class Outage
{
    /// <summary>
    /// Storage that throttles, hangs, cannot be reached, does not let us in or was not set up, in the forms that the Azure SDK throws: a
    /// status, or every try's exception in one (Azure.Core wraps the cancellation of a try that took too long).
    /// </summary>
    public static bool Caused(Exception failure) =>
        failure switch
        {
            OutageException or HttpRequestException or IOException or SocketException => true,
            RequestFailedException { Status: 0 or 401 or 403 or 408 or 429 or >= 500 } => true,
            RequestFailedException { ErrorCode: "TableNotFound" or "QueueNotFound" } => true,
            AggregateException { InnerExceptions: { Count: > 0 } tries } => tries.All(one =>
                one is OperationCanceledException || Caused(one)
            ),
            { InnerException: { } inner } => Caused(inner),
            _ => false,
        };
}
