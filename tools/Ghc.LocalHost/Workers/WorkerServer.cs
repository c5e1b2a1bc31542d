using System.Collections.Concurrent;
using System.Net;
using Ghc.LocalHost.Protocol;
using Grpc.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using RpcException = Grpc.Core.RpcException;

namespace Ghc.LocalHost.Workers;

/// <summary>
/// The gRPC server that workers connect to, on a free port of the loopback interface. One server serves any number of workers.
/// </summary>
public sealed class WorkerServer : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly Connections connections = new();

    public WorkerServer(ILoggerFactory? logging = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options =>
            {
                options.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
                // A worker that stops reading its stream must not hold up the end of the host.
                options.AddServerHeader = false;
            });
        builder.Services.AddSingleton(logging ?? LoggerFactory.Create(_ => { }));
        builder.Services.AddSingleton(connections);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(options =>
            (options.MaxReceiveMessageSize, options.MaxSendMessageSize) = (WorkerChannel.MaxMessageLength, WorkerChannel.MaxMessageLength)
        );
        server = builder.Build();
        server.MapGrpcService<Service>();
    }

    /// <summary>Where workers connect; known once the server has started.</summary>
    public Uri Address => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public Task StartAsync(CancellationToken cancellation) => server.StartAsync(cancellation);

    /// <summary>Expects a worker to connect with the id of the channel.</summary>
    public void Expect(WorkerChannel channel) => connections.Expected[channel.WorkerId] = channel;

    public async ValueTask DisposeAsync()
    {
        // Workers are told to end before this; a stream that is still open is cut.
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await server.StopAsync(now.Token);
        await server.DisposeAsync();
    }

    private sealed class Connections
    {
        public ConcurrentDictionary<string, WorkerChannel> Expected { get; } = new();
    }

    private sealed class Service(Connections connections) : FunctionRpc.FunctionRpcBase
    {
        public override async Task EventStream(
            IAsyncStreamReader<StreamingMessage> requestStream,
            IServerStreamWriter<StreamingMessage> responseStream,
            ServerCallContext context
        )
        {
            if (
                !await requestStream.MoveNext(context.CancellationToken)
                || requestStream.Current.ContentCase != StreamingMessage.ContentOneofCase.StartStream
                || !connections.Expected.TryRemove(requestStream.Current.StartStream.WorkerId, out var channel)
            )
            {
                throw new RpcException(new Status(StatusCode.PermissionDenied, "No worker with this id is expected."));
            }

            await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
        }
    }
}
