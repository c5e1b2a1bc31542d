using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Ghc.Floor;

/// <summary>
/// The bare SDK on the storage account of the app. The harness adds its policy and its transport to the services, as it does in the app.
/// </summary>
public sealed class BareStorage
{
    private readonly TableServiceClient tables;
    private readonly QueueServiceClient queues;

    public BareStorage(IConfiguration configuration, IEnumerable<HttpPipelinePolicy> policies, HttpPipelineTransport? transport = null)
    {
        var account = configuration["DataStorage"];
        tables = new TableServiceClient(account, With(new TableClientOptions(), policies, transport));
        queues = new QueueServiceClient(
            account,
            With(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, policies, transport)
        );
    }

    public TableClient Table(string name) => tables.GetTableClient(name);

    public QueueClient Queue(string name) => queues.GetQueueClient(name);

    private static TOptions With<TOptions>(TOptions options, IEnumerable<HttpPipelinePolicy> policies, HttpPipelineTransport? transport)
        where TOptions : ClientOptions
    {
        options.Transport = transport ?? options.Transport;
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }

        return options;
    }
}
