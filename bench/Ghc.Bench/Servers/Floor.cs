using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ghc.Bench.People;
using Ghc.Bench.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ghc.Bench.Servers;

/// <summary>
/// The floor: a bare Kestrel endpoint for each call, which makes the storage calls that the call needs with the bare SDK and answers as many bytes. It checks no token,
/// opens nothing that is sealed and signs nothing, unless <c>?signed</c> asks for as many bare ECDSA operations as the call cannot do without.
/// </summary>
internal sealed class Floor
{
    private const int MessageLength = 420;

    private static readonly byte[] Signed = RandomNumberGenerator.GetBytes(140);
    private static readonly ThreadLocal<ECDsa> Key = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private static readonly ThreadLocal<byte[]> Signature = new(() => Key.Value!.SignData(Signed, HashAlgorithmName.SHA256));
    private static readonly string Message = new('m', MessageLength);

    private readonly TableServiceClient tables;
    private readonly QueueServiceClient queues;
    private readonly ConcurrentDictionary<int, byte[]> answers = new();

    private Floor(string storage, CallCounter counter, HttpPipelineTransport? transport)
    {
        var tableOptions = new TableClientOptions();
        var queueOptions = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        tableOptions.AddPolicy(counter, Azure.Core.HttpPipelinePosition.PerCall);
        queueOptions.AddPolicy(counter, Azure.Core.HttpPipelinePosition.PerCall);
        if (transport is not null)
        {
            (tableOptions.Transport, queueOptions.Transport) = (transport, transport);
        }

        tables = new TableServiceClient(storage, tableOptions);
        queues = new QueueServiceClient(storage, queueOptions);
    }

    public static async Task<int> RunAsync(bool ingests, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var counter = new CallCounter();
        builder.Services.AddSingleton(counter).AddHostedService<Remote>();
        var rows = Environment.GetEnvironmentVariable(ServedApp.RowsVariable);
        var storage = Setup.StorageOf(Environment.GetEnvironmentVariable("GHC_SETTINGS")!);
        if (ingests)
        {
            builder.Services.AddHostedService(_ => new IngestFloor(storage));
        }

        await using var app = builder.Build();
        new Floor(storage, counter, string.IsNullOrEmpty(rows) ? null : ServedApp.Recorded(rows)).Map(app);
        await app.RunAsync(cancellation);
        return 0;
    }

    private void Map(WebApplication app)
    {
        app.MapPost("/scan", ScanAsync);
        app.MapGet("/code", CodeAsync);
        app.MapPost("/login", LoginAsync);
    }

    private async Task ScanAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        _ = body.RootElement.GetProperty("healthCode").GetString();
        var reading = ReadStatusAsync(context);
        var sending = queues.GetQueueClient("visits").SendMessageAsync(Message);
        await reading;
        await sending;
        Sign(context, verifications: 1, signatures: 0);
        await AnswerAsync(context);
    }

    private async Task CodeAsync(HttpContext context)
    {
        await ReadStatusAsync(context);
        // The session's signature was checked when it was shown first.
        Sign(context, verifications: 0, signatures: 1);
        await AnswerAsync(context);
    }

    private async Task LoginAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var table = tables.GetTableClient("Accounts");
        var phone = context.Request.Query["phone"].ToString();
        TableEntity? signIn = null;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {phone}")))
        {
            signIn = row.RowKey == "sms-code" ? row : signIn;
        }

        await table.UpdateEntityAsync(new TableEntity(phone, signIn!.RowKey) { ["data"] = signIn.GetString("data") }, signIn.ETag, TableUpdateMode.Replace);
        Sign(context, verifications: 0, signatures: 1);
        await AnswerAsync(context);
    }

    private Task<NullableResponse<TableEntity>> ReadStatusAsync(HttpContext context) =>
        tables.GetTableClient("Holders").GetEntityIfExistsAsync<TableEntity>(context.Request.Query["holder"].ToString(), "status");

    private static void Sign(HttpContext context, int verifications, int signatures)
    {
        if (!context.Request.Query.ContainsKey("signed"))
        {
            return;
        }

        for (var i = 0; i < verifications; i++)
        {
            Key.Value!.VerifyData(Signed, Signature.Value!, HashAlgorithmName.SHA256);
        }

        for (var i = 0; i < signatures; i++)
        {
            Key.Value!.SignData(Signed, HashAlgorithmName.SHA256);
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var length = int.Parse(context.Request.Query["answer"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.Body.WriteAsync(answers.GetOrAdd(length, size => Encoding.ASCII.GetBytes($"\"{new string('a', size - 2)}\""))).AsTask();
    }
}
