using System.Net;
using Ghc.LocalHost.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace Ghc.LocalHost.Http;

/// <summary>Forwards requests to the HTTP endpoint of a worker.</summary>
public sealed class WorkerForwarder(IHttpForwarder forwarder) : IDisposable
{
    private static readonly ForwarderRequestConfig Patient = new() { ActivityTimeout = Timeout.InfiniteTimeSpan };

    private readonly HttpMessageInvoker client = new(
        new ConnectRetry(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                ActivityHeadersPropagator = null,
            }
        )
    );

    public async Task SendAsync(HttpContext context, WorkerChannel worker) =>
        await forwarder.SendAsync(context, (await worker.Ready).ToString(), client, Patient, HttpTransformer.Default);

    public void Dispose() => client.Dispose();

    /// <summary>
    /// A worker reports its address before it listens there, so the first connections may be refused. The real host tries ten times too.
    /// </summary>
    private sealed class ConnectRetry(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private const int Tries = 10;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var n = 1; ; n++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConnectionError && n < Tries)
                {
                    // Nothing of the request was sent yet.
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50 * n, 250)), cancellationToken);
                }
            }
        }
    }
}
